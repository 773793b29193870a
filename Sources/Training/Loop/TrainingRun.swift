import Compute
import Model

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
  /// The terms averaged over the steps of the epoch that the run left unfinished; nil if there is none.
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
    isLevel = second.isLevel
    epochs = first.epochs + second.epochs
    underWay = second.underWay
    outcome = second.outcome
    steps = first.steps + second.steps
    seconds = first.seconds + second.seconds
    stepping = first.stepping + second.stepping
  }

  /// Marks it as one that the person stopped.
  public mutating func interrupt() { outcome = .interrupted }

  /// Whether the ELBO has risen no more for as long as the settings have patience: that of test examples, or of training where
  /// there are none, by a thousandth of itself. It counts from the epoch after which the objective is the same.
  public private(set) var isLevel = false

  mutating func append(_ record: EpochRecord) {
    epochs.append(record)
    let patience = Int(settings.patience.rounded(.up)), age = settings.settledAge
    guard patience > 0 else { return }
    let elbos = epochs.filter { Double($0.epoch) > age }.map { ($0.test ?? $0.train).elbo }
    guard let best = elbos.dropLast(patience).max(), let last = elbos.suffix(patience).max() else { return }
    isLevel = last < best + 1e-3 * max(1, abs(best))
  }

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

  /// The last run of a model that was saved; nil if it was not trained.
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
