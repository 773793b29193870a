import Compute
import Model

/// What happens while a model is trained, in order. Progress displays, live figures and notebooks listen to these.
public enum TrainingEvent: Sendable {
  /// The examples' neighbors are looked for and divided into clusters; the share done.
  case partitioning(fraction: Double)
  /// They were divided by a method into clusters with these shares.
  case partitioned(method: String, shares: [Double])
  /// Training begins.
  case started(TrainingRun, stepsPerEpoch: Int)
  /// A plain VAE's prior became a mixture that was fitted to posterior means, with this mean log likelihood.
  case priorFitted(logLikelihood: Double)
  /// A batch was learned from.
  case batchEnded(BatchReport)
  /// An epoch was completed.
  case epochEnded(EpochRecord)
  /// Training ended.
  case ended(TrainingRun)
}

/// Where training stands after a batch.
public struct BatchReport: Sendable {
  /// The epoch under way, from 1.
  public let epoch: Int
  /// Steps taken in it.
  public let step: Int
  /// Steps that this call has taken.
  public let taken: Int
  /// The share of this call's work that is done, 0…1.
  public let fraction: Double
  /// Examples a second, over the last batches.
  public let rate: Double
  /// The time this call still takes at that rate, evaluation not counted.
  public let secondsLeft: Double
  /// The terms averaged over the epoch so far.
  public let terms: Terms
}

/// An epoch's terms.
public struct EpochRecord: Sendable, Equatable {
  /// The epoch, counted from 1 over the model's life.
  public let epoch: Int
  /// Averages over the epoch's batches, while the model learned.
  public let train: Terms
  /// Terms on test examples after the epoch, nil where there are none.
  public let test: Terms?
  /// The average of the examples' consistency with their copies, without its weight; nil where it was not asked for.
  public let consistency: Double?
  /// How well components stood for the labels of all test examples after the epoch, where that was asked for.
  public let metrics: ClusterMetrics?
  /// How long it took.
  public let seconds: Double

  /// Puts a record together.
  public init(
    epoch: Int, train: Terms, test: Terms?, consistency: Double? = nil, metrics: ClusterMetrics? = nil, seconds: Double
  ) {
    self.epoch = epoch
    self.train = train
    self.test = test
    self.consistency = consistency
    self.metrics = metrics
    self.seconds = seconds
  }
}

/// What a call of training did.
public struct TrainingRun: Sendable, Equatable {
  /// Why training ended.
  public enum Outcome: Sendable, Equatable {
    /// All epochs, steps or minutes were completed.
    case finished
    /// The person asked to stop; the model stands as trained so far.
    case interrupted
    /// A step gave what no training can go on from. The model is back where it stood at `restored`; nil where that state
    /// could not be kept, and the model is no longer good.
    case diverged(Divergence, epoch: Int, step: Int, restored: GMVAE.Position?)
  }

  /// What no training can go on from.
  public enum Divergence: Sendable, Equatable {
    /// This term, gradient or weight is not a finite number.
    case notFinite(String)
    /// The epoch's mean ELBO is greater than any distribution of values recorded like these can have: a density of values
    /// that repeat grows without a bound.
    case unbounded(elbo: Double, bound: Double)
  }

  /// How it was trained.
  public let settings: TrainingSettings
  /// The seed of the model.
  public let seed: UInt64
  /// How many threads computed.
  public let threads: Int
  /// The instruction set they used.
  public let instructions: String
  /// The completed epochs.
  public internal(set) var epochs: [EpochRecord] = []
  /// The terms averaged over the steps of the epoch that the run left unfinished; nil where there is none.
  public internal(set) var underWay: Terms?
  /// Why it ended.
  public internal(set) var outcome = Outcome.finished
  /// Steps taken.
  public internal(set) var steps = 0
  /// How long it took in all.
  public internal(set) var seconds = 0.0
  /// How long the steps took, data included and evaluation not.
  var stepping = 0.0

  /// Two calls that went on from one another as one with these settings.
  public init(_ first: TrainingRun, _ second: TrainingRun, as settings: TrainingSettings) {
    self = TrainingRun(settings, seed: first.seed)
    epochs = first.epochs + second.epochs
    underWay = second.underWay
    outcome = second.outcome
    steps = first.steps + second.steps
    seconds = first.seconds + second.seconds
    stepping = first.stepping + second.stepping
  }

  /// Marks it as one that the person stopped.
  public mutating func interrupt() { outcome = .interrupted }

  /// The mean time of a step.
  public var secondsPerStep: Double { steps > 0 ? stepping / Double(steps) : 0 }

  /// The newest terms: of the last completed epoch, or else of the one under way.
  public var terms: Terms? { epochs.last?.train ?? underWay }

  /// A run that begins on this machine.
  init(_ settings: TrainingSettings, seed: UInt64) {
    self.settings = settings
    self.seed = seed
    threads = Engine.threads
    instructions = Engine.instructionSet
  }

  /// The last run of a model that was saved; nil where it was not trained.
  public init?(_ checkpoint: Checkpoint) {
    guard let settings = checkpoint.settings else { return nil }
    self.settings = settings
    seed = checkpoint.model.seed
    threads = checkpoint.machinery.threads
    instructions = checkpoint.machinery.instructions
    epochs = checkpoint.history
    underWay = checkpoint.model.meanOfStartedEpoch
  }
}
