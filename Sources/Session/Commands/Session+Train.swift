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
    let (dataset, loaded) = try requireBoth()
    let settings = trainingSettings(try spelledOut(invocation, for: loaded, dataset), loaded)
    try check(settings, loaded, dataset)
    noteOtherData(dataset, loaded)
    let trainer = try loaded.trainer(on: dataset, id: datasetID)
    trainer.profile = self.settings.isOn(.profile) ? Profile() : nil
    let watcher = try watcher(invocation)
    autosave.begin()
    var teller = TrainingTeller(settings.length, from: loaded.model.position.epoch, tell: environment.progress)
    let run = try trainer.train(settings, isCancelled: environment.isInterrupted) { event in
      if case .started(let run, _) = event { loaded.lastRun = run }
      if case .epochEnded(let record) = event {
        loaded.history.append(record)
        watcher?.epochEnded()
      }
      teller.tell(event)
      if case .batchEnded = event { self.saveIfDue(loaded) }
    }
    loaded.lastRun = run
    watcher?.trainingEnded()
    loaded.profile = trainer.profile.map { profileTable($0, of: run) }
    again = replacement(after: run)
    if run.outcome == .interrupted || autosave.isUsed { autosave.save(loaded) }
    if case .diverged(let what, let epoch, let step, let restored) = run.outcome {
      throw CommandError(
        "training stopped in epoch \(epoch) at step \(step): \(what) is not finite", hint: wayOut(restored))
    }
    return .record(record(of: run, profile: loaded.profile))
  }

  private func trainingSettings(_ invocation: Invocation, _ loaded: LoadedModel) -> TrainingSettings {
    var settings = TrainingSettings(
      length(invocation), rate: invocation.number("rate") ?? 1e-3,
      batch: invocation.integer("batch") ?? loaded.preset.defaultBatch, samples: invocation.integer("samples") ?? 1,
      lambda: invocation.number("lambda") ?? 0, metricsInterval: invocation.integer("metrics") ?? 0)
    settings.divergence = invocation.text("objective").flatMap(Divergence.init) ?? .closed
    settings.isBinary = invocation.boolean("binary") ?? false
    for option in TrainingOption.all {
      if let value = invocation.number(option.name) { settings[keyPath: option.path] = value }
    }
    return settings
  }

  /// Time and interruptions come out differently each time, steps do not.
  private func replacement(after run: TrainingRun) -> Again {
    switch (run.outcome, run.settings.length) {
    case (.diverged, _): .epochs(run.epochs.count)
    case (.interrupted, _), (.finished, .minutes): .steps(run.steps)
    case (.finished, _): .same
    }
  }

  private func length(_ invocation: Invocation) -> TrainingLength {
    if let steps = invocation.integer("steps") { return .steps(steps) }
    if let minutes = invocation.number("minutes") { return .minutes(minutes) }
    return .epochs(invocation.integer("epochs") ?? 1)
  }

  private func saveIfDue(_ loaded: LoadedModel) {
    if case .number(let minutes) = settings[.autosave] { autosave.saveIfDue(loaded, minutes: minutes) }
  }

  private func noteOtherData(_ dataset: Dataset, _ loaded: LoadedModel) {
    let identity = identity(of: dataset)
    if loaded.model.optimizer.step > 0, loaded.data.checksum != identity.checksum {
      environment.note("the model was trained on other data (\(loaded.data.name), checksum \(loaded.data.checksum))")
    }
    loaded.data = identity
  }

  private func wayOut(_ restored: GMVAE.Position?) -> String {
    guard let restored else { return "make a new model and train with a smaller rate" }
    let steps = restored.step > 0 ? " and \(restored.step) steps" : ""
    return
      "the model is back as it was after \(restored.epoch) epoch\(restored.epoch == 1 ? "" : "s")\(steps); go on with a smaller rate"
  }
}
