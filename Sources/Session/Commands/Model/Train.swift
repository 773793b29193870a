import Bytes
import Compute
import Data
import Language
import Model
import Training

/// `train`: trains the model from where it stands.
struct Train: SessionCommand {
  static let epochs = Parameter(
    "epochs", .integer(1...1_000_000), otherwise: "until the ELBO rises no more", before: ["for"],
    after: ["epoch", "epochs"],
    "how many times to go through the training data")
  static let steps = Parameter(
    "steps", .integer(1...1_000_000_000), insteadOf: "epochs", words: ["step", "steps"],
    "how many batches to learn from; may end within an epoch")
  static let minutes = Parameter(
    "minutes", .number(above: 0, upTo: 100_000), insteadOf: "epochs", words: ["minute", "minutes"],
    "how long to train by the clock; may end within an epoch")
  static let recipe = Option(
    "recipe", .choice(["paper", "best"]), otherwise: "none", "options that are known to work, unless others are named")
  static let rate = Option(
    "rate", .number(above: 0, upTo: 1), default: 1e-3, shown: "1e-3", "the learning rate of Adam")
  static let batch = Option(
    "batch", .integer(1...100_000), otherwise: "200 (arcs), 100 (mnist-fc)", "examples in a batch")
  static let samples = Option(
    "samples", .integer(1...1000), default: 1, "Monte Carlo samples for each example")
  static let objective = Option(
    "objective", .choice(["closed", "sampled", "v1"]), default: "closed",
    "the conditional prior's divergences in closed form or at the draws of x; v1: with q(z given y), as in the paper's first version"
  )
  static let binary = Option(
    "binary", .flag, default: false, "draw each pixel as 0 or 1, with its value as probability, at each visit")
  static let restarts = Option(
    "restarts", .integer(1...1000), default: 1,
    "how many sets of initial weights a new model is tried from; the best is trained to the end")
  static let trial = Option(
    "trial", .integer(1...1_000_000), otherwise: "a fifth of all", unit: "epochs", "how long each is trained")
  static let start = Option(
    "start", .integer(1...1000), default: 1, "which of these initial weights to train from, without trying any")
  static let precision = Option(
    "precision", .choice(["float32", "bf16"]), otherwise: "what set precision says",
    "what convolutions and large dense layers multiply, these for 200 rows or more; all else, sums too, is float32")
  static let metrics = Option(
    "metrics", .integer(0...1_000_000), default: 0, shown: "0 (off)", unit: "epochs",
    "take every metric of accuracy on the test examples after so many epochs, for plot accuracy")
  static let watch = Option(
    "watch", .path("png", "svg", "pdf", "gif"), otherwise: "nothing",
    "a figure to draw again after each epoch: its name, or a file whose name begins with it; a .gif keeps every epoch")
  static let log = Option(
    "log", .path("csv", "jsonl"), otherwise: "what set log says",
    "a file that gets the numbers of each epoch: a table (.csv) or lines of JSON (.jsonl) with clock and time left")

  private static let keys: [[any Key]] = [
    [
      epochs, steps, minutes, recipe, rate, batch, samples, TrainingKeys.lambda, objective, binary,
      TrainingKeys.augment,
    ],
    TrainingKeys.weights, TrainingKeys.consistency, TrainingKeys.schedule,
    [restarts, trial, start, precision, metrics, watch, log],
  ]

  let declaration = CommandDeclaration(
    "train", Self.keys.flatMap { $0 },
    summary: "train the model, or continue its training",
    details: """
      Shows the ELBO and its four terms while it runs. Ctrl-C stops at the next batch and keeps the model as trained \
      so far, as does the end of steps or minutes within an epoch: the next training continues there. kill -USR1 with \
      the process's number saves and goes on. Epochs of options are counted from the model's making, so that a \
      training may be interrupted or divided. recipe=paper and recipe=best stand for the options that they print.
      Without a length it continues until the ELBO rises no more, at most 5 minutes, and prints what that stands for: \
      vectors start from a partition of their neighbors, points in the plane have a lambda. patience ends any training \
      when the ELBO of the test examples (of training if there are none) has not risen by a thousandth for so many \
      epochs since the options last changed the objective.
      The loss is -reconstruction + conditional + style + max(lambda, component), each times its weight. lambda holds \
      the z prior at that many nats, so that components stay in use early in training. It and the weights are numbers, \
      or change with the model's age t in epochs: [1.5, 0, 20] is 1.5 + (0 - 1.5) · min(1, t/20), and [1.5, 0, 10, 20] \
      stays at 1.5 to epoch 10 and is 0 from 20 on (Bowman et al. 2016, Sønderby et al. 2016).
      objective=v1 is that of arXiv 1611.02648v1: conditional = Σ_k q(z=k|y) KL(q(x|y), p(x|w, z=k)) and component = \
      KL(q(z|y), uniform), with q(z|y) a softmax head that the model gets with its first training; the loss gains \
      alpha · H(p(z|x,w)), and eta is the weight of component.
      consistency asks that an image and a slightly rotated, sheared, scaled and shifted copy of it belong to the same \
      component; for other data, an example and a copy with noise: the loss gains consistency · (KL(q, q') + balance · \
      KL(mean of q, uniform) + entropy · H(q)), with q and q' their responsibilities, softened by the temperature.
      neighbors asks that an example and a neighbor of it belong to the same component: the loss gains neighbors · \
      (-log Σ_k q_k q'_k + KL(mean of q, shares)). The ten nearest neighbors make a graph, five layouts of it (UMAP, \
      McInnes et al. 2018) are divided by k-means, Ward's method and mixtures, and the partition that two steps of the \
      graph's walk keep best gives the shares and what components stand for: the loss gains partition · (-log q_c), c \
      an example's cluster; if Gaussians predict examples held out as well, their mixture is the partition. What the means \
      of batches differ by is taken out before.
      supervision uses labels, of which few are enough: an example whose class is the c-th of data.classes belongs to \
      component c; the loss gains supervision · (-log p(z=c given x, w)) at the posterior means, a mean over the labeled \
      training examples. Clusters that training begins with, of pretrain or neighbors, get the numbers of the classes \
      they have most examples of.
      pretrain makes the first epochs those of a plain VAE, p(x) = N(0, I); the next epoch starts from the mixture of \
      Gaussians with diagonal covariances that EM fits to the posterior means of x (VaDE, Jiang et al. 2017), its \
      means and variances as p(x|w, z=k) for every w. restarts=3 trains three starts of a new model, each with a seed \
      of its own that follows from the model's, for the epochs of trial, and goes on with the one whose last epoch had \
      the best ELBO on the training data, or, if consistency is trained, the least of that; no labels are used.
      """,
    needs: [.data, .model],
    returns: "a record of the run: outcome, epochs, steps, elbo and its terms, test_elbo, seconds, history, …",
    examples: [
      "train 60 epochs", "train", "train 60 epochs rate=1e-3 batch=200 lambda=1.5", "train 500 steps",
      "train 2.5 minutes",
      "let a = train 1 epoch", "train recipe=best", "train 4 epochs consistency=50 first=2 rate=2e-3",
      "train 10 epochs lambda=[1.5, 0, 10] style_weight=[0, 1, 5]",
      "model; train 5 epochs objective=v1 eta=0.5 alpha=1", "model; train 8 epochs pretrain=5",
      "model; train 10 epochs restarts=3",
      "train 3 epochs watch=latents", "train 3 epochs watch=\"history.gif\"",
      "train 3 epochs log=\"run.jsonl\"",
    ], writesFile: true)

  func perform(_ call: Call, in session: Session) throws -> Outcome { try Self.train(call, in: session) }
}

extension Train {
  /// Trains from where the model stands. A request to end the program meanwhile waits until the training is saved.
  static func train(_ call: Call, in session: Session) throws -> Outcome {
    var result = Result<Outcome, any Error>.success(.nothing)
    session.environment.delayingEnd { result = Result { try trainUndisturbed(call, in: session) } }
    return try result.get()
  }

  private static func trainUndisturbed(_ call: Call, in session: Session) throws -> Outcome {
    let (dataset, model) = try session.requireBoth()
    let spelled = try spelledOut(call, for: model, dataset, in: session), settings = trainingSettings(spelled, model)
    try check(settings, model, dataset)
    try checkStarts(spelled, settings, model)
    try Fitness.checkConstants(model, dataset)
    try Fitness.checkMemory(toTrain: model.specification, settings, examples: dataset.train.count)
    try session.kept?.keep(model)
    let headed = try headed(model, for: settings.formulation, in: session)
    noteOtherData(dataset, headed, in: session)
    let log = try TrainingLog(call, in: session), watcher = try Watcher.asked(by: call, log, in: session)
    session.autosave.begin()
    let training = try training(
      spelled, settings, headed, on: dataset, Followers(log: log, watcher: watcher), in: session)
    let loaded = training.loaded, run = training.run
    loaded.lastRun = run
    let watched = Result { try watcher?.trainingEnded() }
    if loaded.model.optimizer.step == 0 { keepUntrained(model, after: run, in: session) }
    let replay = replacement(of: spelled, after: training)
    if autosaveMinutes(in: session) != nil, run.outcome == .interrupted || session.autosave.isUsed {
      session.autosave.save(loaded)
    }
    do {
      try checkOutcome(run, of: model, on: dataset, in: session)
    } catch { throw Unfinished(error, replay: replay) }
    noteEnd(of: run, in: session)
    try noteConfidence(training, on: dataset, isChosen: spelled.arguments != call.arguments, in: session)
    var record = record(of: run, profile: loaded.profile, starts: training.tried)
    do {
      record.fields += try watched.get().map { [.init("watched", .record($0))] } ?? []
    } catch {
      throw Unfinished(error, replay: replay.leavingOutWatch(spelled))
    }
    return Outcome(.record(record), replay: replay)
  }

  /// If nothing was learned, the model is what it was.
  private static func keepUntrained(_ model: LoadedModel, after run: TrainingRun, in session: Session) {
    model.lastRun = run
    session.state.models.current = model
  }

  /// The training that the command asks for: of the model as it is, from another start, or from the best of several.
  private static func training(
    _ call: Call, _ settings: TrainingSettings, _ loaded: LoadedModel, on dataset: Dataset,
    _ followers: Followers, in session: Session
  ) throws -> StartedTraining {
    if case .epochs(let epochs) = settings.length, call[Train.restarts] > 1 {
      let trial = min(epochs, call[Train.trial] ?? (epochs + 4) / 5)
      return try trainBest(
        of: call[Train.restarts], trial: trial, epochs: epochs, settings, loaded, on: dataset, followers, in: session)
    }
    let number = call[Train.start]
    let started = try loaded.started(number)
    session.state.models.current = started
    return StartedTraining(
      number: number, loaded: started, run: try train(started, settings, on: dataset, followers, in: session))
  }

  /// Trains a model from where it stands.
  static func train(
    _ loaded: LoadedModel, _ settings: TrainingSettings, on dataset: Dataset, _ followers: Followers,
    title: String = "", in session: Session
  ) throws -> TrainingRun {
    let trainer = try loaded.trainer(on: dataset, id: session.state.data.id)
    trainer.profile = session.settings.isOn(.profile) ? Profile() : nil
    var teller = TrainingTeller(
      settings.length, from: loaded.model.position.epoch, title: title, tell: session.environment.progress)
    let run = try trainer.train(settings, isCancelled: session.environment.isInterrupted) { event in
      if case .started(let run, _) = event { loaded.lastRun = run }
      if case .epochEnded(let record) = event {
        loaded.history.append(record)
        followers.epochEnded(record)
      }
      if case .partitioned(let method, let shares) = event { notePartition(method, shares, in: session) }
      if case .priorFitted(let likelihood) = event {
        noteFit(likelihood, components: loaded.specification.components, in: session)
      }
      teller.tell(event)
      if case .batchEnded(let report) = event {
        followers.batchEnded(report)
        saveIfDue(loaded, in: session)
      }
    }
    loaded.profile = trainer.profile.map { profileTable($0, of: run) }
    return run
  }

  /// Why a training with patience ended.
  private static func noteEnd(of run: TrainingRun, in session: Session) {
    guard run.settings.patience > 0, run.outcome == .finished else { return }
    let epochs = run.epochs.count.counted("epoch")
    session.environment.note(
      run.isLevel
        ? "the ELBO rose no more after \(epochs)"
        : "the time was over after \(epochs), and the ELBO may still rise: go on with train")
  }

  private static func notePartition(_ method: String, _ shares: [Double], in session: Session) {
    let percents = shares.sorted(by: >).map { NumberText.short((1000 * $0).rounded() / 10) }
    session.environment.note("the examples' neighbors were divided by \(method): \(percents.joined(separator: ", ")) %")
  }

  private static func noteFit(_ likelihood: Double, components: Int, in session: Session) {
    session.environment.note(
      "the prior is now a mixture of \(components) Gaussians fitted to the posterior means of x, with a log likelihood of "
        + "\(NumberText.short((likelihood * 1e3).rounded() / 1e3)) nats each")
  }

  static func trainingSettings(_ call: Call, _ loaded: LoadedModel) -> TrainingSettings {
    var settings = TrainingSettings(
      length(call), rate: call[Train.rate],
      batch: call[Train.batch] ?? loaded.preset.defaultBatch, samples: call[Train.samples],
      metricsInterval: call[Train.metrics])
    settings.formulation = Formulation(rawValue: call[Train.objective]) ?? .closed
    settings.precision = call[Train.precision].flatMap(Precision.init) ?? .float32
    settings.isBinary = call[Train.binary]
    for key in TrainingKeys.numbers { settings[keyPath: key.path] = call[key] }
    for key in TrainingKeys.ramps { settings[keyPath: key.path] = call[key] }
    return settings
  }

  /// Time and interruptions come out differently each time, steps do not.
  private static func replacement(of call: Call, after training: StartedTraining) -> Replay {
    let run = training.run
    return switch (run.outcome, run.settings.length) {
    case (.diverged, _): .by(call.training("epochs", run.epochs.count, start: training.number))
    case (.interrupted, _), (.finished, .minutes):
      .by(call.training("steps", run.steps, start: training.number))
    case (.finished, _): .same
    }
  }

  private static func length(_ call: Call) -> TrainingLength {
    if let steps = call[Train.steps] { return .steps(steps) }
    if let minutes = call[Train.minutes] { return .minutes(minutes) }
    return .epochs(call[Train.epochs] ?? 1)
  }

  private static func saveIfDue(_ loaded: LoadedModel, in session: Session) {
    if session.environment.takeSaveRequest() {
      session.autosave.save(loaded)
      if let path = session.autosave.path, session.autosave.isUsed {
        session.environment.note("saved as asked: \(path)")
      }
    } else if let minutes = autosaveMinutes(in: session) {
      session.autosave.saveIfDue(loaded, minutes: minutes)
    }
  }

  /// Minutes between two autosaves; nil if training is not to save itself.
  static func autosaveMinutes(in session: Session) -> Double? {
    if case .number(let minutes) = session.settings[.autosave], minutes > 0 { minutes } else { nil }
  }

  private static func noteOtherData(_ dataset: Dataset, _ loaded: LoadedModel, in session: Session) {
    let identity = session.state.data.identity(of: dataset)
    if loaded.model.optimizer.step > 0, loaded.data.checksum != identity.checksum {
      session.environment.note(
        "the model was trained on other data (\(loaded.data.name), checksum \(loaded.data.checksum))")
    }
    // An epoch is one of the data it began with; examples of others would enter its mean.
    if loaded.data.checksum != identity.checksum, loaded.model.position.step > 0 { loaded.model.beginNextEpoch() }
    loaded.data = identity
  }
}

extension Replay {
  /// The same for a training that does not draw: what it was to draw failed.
  fileprivate func leavingOutWatch(_ call: Call) -> Replay {
    var other: Call? = if case .by(let other) = self { other } else { call }
    other?.arguments["watch"] = nil
    return .by(other)
  }
}
