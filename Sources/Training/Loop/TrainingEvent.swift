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
  /// Terms on test examples after the epoch, nil if there are none.
  public let test: Terms?
  /// The average of the examples' consistency with their copies, without its weight; nil if it was not asked for.
  public let consistency: Double?
  /// How well components stood for the labels of all test examples after the epoch, if that was asked for.
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
