import Compute

/// A Gaussian-mixture variational autoencoder (Dilokthanakul et al. 2016): its specification, parameters, optimizer
/// and place in training.
///
/// w ~ N(0, I), z ~ uniform over K, x | w, z=k ~ N(mu_k(w), var_k(w)), y | x Bernoulli or Gaussian.
public final class GMVAE {
  /// Where training stands: whole epochs, and steps into the present one.
  public struct Position: Sendable, Equatable {
    /// Epochs completed.
    public var epoch = 0
    /// Steps taken in the present epoch.
    public var step = 0

    /// A place in training.
    public init(epoch: Int = 0, step: Int = 0) {
      self.epoch = epoch
      self.step = step
    }
  }

  /// An epoch under way.
  public struct StartedEpoch: Sendable, Equatable {
    /// Examples a step.
    public var batch: Int
    /// The sum of its steps' terms so far.
    public var sum = Terms()
    /// The sum of its steps' consistency, without its weight.
    public var consistency = 0.0

    /// An epoch that begins in batches of that size, or one that was under way.
    public init(batch: Int, sum: Terms = Terms(), consistency: Double = 0) {
      self.batch = batch
      self.sum = sum
      self.consistency = consistency
    }
  }

  /// The sizes and networks.
  public let specification: ModelSpecification
  /// Seed of the initial weights, the order of examples and the training noise.
  public let seed: UInt64
  /// The batch size that the weights are laid out for.
  public let batch: Int
  /// Weights, biases, batch normalization and running statistics.
  public let parameters: ParameterStore
  /// The optimizer's counters.
  public var optimizer = Adam()
  /// Where training stands; the trainer moves it.
  public var position = Position()
  /// The epoch under way; nil where the next step begins one.
  public var started: StartedEpoch?
  /// What computes it.
  public let engine: any Backend

  /// A new model with random weights.
  ///
  /// - Parameter batch: the batch size that training is likely to use; weights are laid out for it.
  public init(
    _ specification: ModelSpecification, seed: UInt64, batch: Int, engine: any Backend
  ) throws(ComputeError) {
    self.specification = specification
    self.seed = seed
    self.batch = batch
    self.engine = engine
    parameters = try ComputeError.naming("\(specification.parameterCount) parameters and their moments") {
      () throws(ComputeError) in
      try ParameterStore(
        specification.parameterDeclarations(rows: batch, on: engine), seed: seed, on: engine)
    }
  }

  /// Leaves the epoch under way; the next step begins another.
  public func beginNextEpoch() {
    position = Position(epoch: position.epoch + 1)
    started = nil
  }

  /// The terms averaged over the steps of the epoch under way; nil where the next step begins one.
  public var meanOfStartedEpoch: Terms? {
    position.step > 0 ? started.map { (1 / Double(position.step)) * $0.sum } : nil
  }
}
