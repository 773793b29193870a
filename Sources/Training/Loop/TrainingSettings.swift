/// How a model is trained.
public struct TrainingSettings: Sendable, Equatable {
  /// How long.
  public var length: TrainingLength
  /// Adam's learning rate.
  public var rate: Double
  /// Examples a step.
  public var batch: Int
  /// M, draws of x and w for each example.
  public var samples: Int
  /// The minimum information constraint on the z prior, in nats; 0 for none.
  public var lambda: Double
  /// After every so many epochs of the model's life the cluster metrics of the test examples are taken; 0 for never.
  public var metricsInterval: Int

  /// Names the settings.
  public init(
    _ length: TrainingLength, rate: Double, batch: Int, samples: Int = 1, lambda: Double = 0, metricsInterval: Int = 0
  ) {
    self.length = length
    self.rate = rate
    self.batch = batch
    self.samples = samples
    self.lambda = lambda
    self.metricsInterval = metricsInterval
  }
}
