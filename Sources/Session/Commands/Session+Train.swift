import Compute
import Data
import Language
import Model
import Training

extension Session {
  /// Trains from where the model stands. A request to end the program meanwhile waits until the training is saved.
  func train(_ invocation: Invocation) throws -> Value {
    var result = Result<Value, any Error>.success(.nothing)
    environment.delayingEnd { result = Result { try trainUndisturbed(invocation) } }
    return try result.get()
  }

  private func trainUndisturbed(_ invocation: Invocation) throws -> Value {
    let (dataset, model) = try requireBoth()
    let spelled = try spelledOut(invocation, for: model, dataset), settings = trainingSettings(spelled, model)
    try check(settings, model, dataset)
    try checkStarts(spelled, settings, model)
    try checkConstants(model, dataset)
    try checkMemory(
      toTrain: model.specification, batch: min(settings.batch, dataset.train.count), samples: settings.samples,
      withCopies: settings.consistency.isOn || settings.agreement.isOn)
    try kept?.keep(model)
    let headed = try headed(model, for: settings.formulation)
    noteOtherData(dataset, headed)
    trainingLog = try TrainingLog(self)
    defer { trainingLog = nil }
    let watcher = try watcher(invocation)
    autosave.begin()
    let training = try training(spelled, settings, headed, on: dataset, watcher)
    let loaded = training.loaded, run = training.run
    loaded.lastRun = run
    let watched = Result { try watcher?.trainingEnded() }
    if loaded.model.optimizer.step == 0 { keepUntrained(model, after: run) }
    again = replacement(of: spelled, after: training)
    if autosaveMinutes != nil, run.outcome == .interrupted || autosave.isUsed { autosave.save(loaded) }
    try checkOutcome(run, of: model, on: dataset)
    noteEnd(of: run)
    try noteConfidence(training, on: dataset, isChosen: spelled.arguments != invocation.arguments)
    var record = record(of: run, profile: loaded.profile, starts: training.tried)
    record.fields += try self.watched(watched, spelled).map { [.init("watched", .record($0))] } ?? []
    return .record(record)
  }

  /// What was drawn after each epoch. Where that failed, the training is what a replay does again, and the error comes now.
  private func watched(_ result: Result<Record?, any Error>, _ invocation: Invocation) throws -> Record? {
    if case .failure = result {
      if case .same = again { again = .by(invocation) }
      if case .by(var other?) = again {
        other.arguments["watch"] = nil
        again = .by(other)
      }
    }
    return try result.get()
  }

  /// Where nothing was learned, the model is what it was.
  private func keepUntrained(_ model: LoadedModel, after run: TrainingRun) {
    model.lastRun = run
    current = model
  }

  /// The training that the command asks for: of the model as it is, from another start, or from the best of several.
  private func training(
    _ invocation: Invocation, _ settings: TrainingSettings, _ loaded: LoadedModel, on dataset: Dataset,
    _ watcher: Watcher?
  ) throws -> StartedTraining {
    if case .epochs(let epochs) = settings.length, let count = invocation.integer("restarts"), count > 1 {
      let trial = min(epochs, invocation.integer("trial") ?? (epochs + 4) / 5)
      return try trainBest(of: count, trial: trial, epochs: epochs, settings, loaded, on: dataset, watcher)
    }
    let number = invocation.integer("start") ?? 1
    let started = try loaded.started(number)
    current = started
    return StartedTraining(number: number, loaded: started, run: try train(started, settings, on: dataset, watcher))
  }

  /// Trains a model from where it stands.
  func train(
    _ loaded: LoadedModel, _ settings: TrainingSettings, on dataset: Dataset, _ watcher: Watcher?, title: String = ""
  ) throws -> TrainingRun {
    let trainer = try loaded.trainer(on: dataset, id: datasetID)
    trainer.profile = self.settings.isOn(.profile) ? Profile() : nil
    var teller = TrainingTeller(
      settings.length, from: loaded.model.position.epoch, title: title, tell: environment.progress)
    let run = try trainer.train(settings, isCancelled: environment.isInterrupted) { event in
      if case .started(let run, _) = event { loaded.lastRun = run }
      if case .epochEnded(let record) = event {
        loaded.history.append(record)
        trainingLog?.add(record)
        watcher?.epochEnded()
      }
      if case .partitioned(let method, let shares) = event { notePartition(method, shares) }
      if case .priorFitted(let likelihood) = event { noteFit(likelihood, components: loaded.specification.components) }
      teller.tell(event)
      if case .batchEnded = event { self.saveIfDue(loaded) }
    }
    loaded.profile = trainer.profile.map { profileTable($0, of: run) }
    return run
  }

  /// Why a training with patience ended.
  private func noteEnd(of run: TrainingRun) {
    guard run.settings.patience > 0, run.outcome == .finished else { return }
    let count = run.epochs.count, epochs = "\(count) epoch\(count == 1 ? "" : "s")"
    environment.note(
      run.isLevel
        ? "the ELBO rose no more after \(epochs)"
        : "the time was over after \(epochs), and the ELBO may still rise: go on with train")
  }

  private func notePartition(_ method: String, _ shares: [Double]) {
    let percents = shares.sorted(by: >).map { NumberText.short((1000 * $0).rounded() / 10) }
    environment.note("the examples' neighbors were divided by \(method): \(percents.joined(separator: ", ")) %")
  }

  private func noteFit(_ likelihood: Double, components: Int) {
    environment.note(
      "the prior is now a mixture of \(components) Gaussians fitted to the posterior means of x, with a log likelihood of "
        + "\(NumberText.short((likelihood * 1e3).rounded() / 1e3)) nats each")
  }

  private func trainingSettings(_ invocation: Invocation, _ loaded: LoadedModel) -> TrainingSettings {
    var settings = TrainingSettings(
      length(invocation), rate: invocation.number("rate") ?? 1e-3,
      batch: invocation.integer("batch") ?? loaded.preset.defaultBatch, samples: invocation.integer("samples") ?? 1,
      metricsInterval: invocation.integer("metrics") ?? 0)
    settings.formulation = invocation.text("objective").flatMap(Formulation.init) ?? .closed
    settings.precision = invocation.text("precision").flatMap(Precision.init) ?? .float32
    settings.isBinary = invocation.boolean("binary") ?? false
    for option in TrainingOption<Double>.all {
      if let value = invocation.number(option.name) { settings[keyPath: option.path] = value }
    }
    for option in TrainingOption<Ramp>.all {
      if let ramp = invocation.numbers(option.name).flatMap(Ramp.init) { settings[keyPath: option.path] = ramp }
    }
    return settings
  }

  /// Time and interruptions come out differently each time, steps do not.
  private func replacement(of invocation: Invocation, after training: StartedTraining) -> Again {
    let run = training.run
    return switch (run.outcome, run.settings.length) {
    case (.diverged, _): .by(invocation.training("epochs", run.epochs.count, start: training.number))
    case (.interrupted, _), (.finished, .minutes):
      .by(invocation.training("steps", run.steps, start: training.number))
    case (.finished, _): .same
    }
  }

  private func length(_ invocation: Invocation) -> TrainingLength {
    if let steps = invocation.integer("steps") { return .steps(steps) }
    if let minutes = invocation.number("minutes") { return .minutes(minutes) }
    return .epochs(invocation.integer("epochs") ?? 1)
  }

  private func saveIfDue(_ loaded: LoadedModel) {
    if let minutes = autosaveMinutes { autosave.saveIfDue(loaded, minutes: minutes) }
  }

  /// Minutes between two autosaves; nil where training is not to save itself.
  var autosaveMinutes: Double? {
    if case .number(let minutes) = settings[.autosave], minutes > 0 { minutes } else { nil }
  }

  private func noteOtherData(_ dataset: Dataset, _ loaded: LoadedModel) {
    let identity = identity(of: dataset)
    if loaded.model.optimizer.step > 0, loaded.data.checksum != identity.checksum {
      environment.note("the model was trained on other data (\(loaded.data.name), checksum \(loaded.data.checksum))")
    }
    // An epoch is one of the data it began with; examples of others would enter its mean.
    if loaded.data.checksum != identity.checksum, loaded.model.position.step > 0 { loaded.model.beginNextEpoch() }
    loaded.data = identity
  }
}
