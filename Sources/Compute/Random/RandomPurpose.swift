/// What random numbers are drawn for. Each purpose has a stream of its own under a seed.
public enum RandomPurpose: UInt32, Sendable {
  /// Initial weights.
  case weights = 1
  /// The order of the training examples.
  case shuffle = 2
  /// Noise of the clustered latent x in training.
  case latentNoise = 3
  /// Noise of the style latent w in training.
  case styleNoise = 4
  /// Noise of x in evaluation.
  case evaluation = 5
  /// Samples that a person asked to see.
  case sampling = 6
  /// Synthetic data.
  case data = 7
  /// Binary pixels drawn anew at each visit.
  case binarization = 8
  /// Noise of w in evaluation.
  case evaluationStyle = 9
  /// Transformed copies of the examples.
  case transformation = 10
  /// Numbers of a copy that are those of another example.
  case exchange = 11
  /// Transformed examples to train on.
  case augmentation = 12
  /// Numbers of such an example that are those of another.
  case augmentationExchange = 13
  /// The starts of a Gaussian mixture.
  case mixture = 14
  /// The seeds of a model's further starts.
  case restart = 15
  /// Places of neighbors beside neighbors.
  case layout = 16
  /// The starts of clusters.
  case clusters = 17
  /// The neighbors that examples are paired with.
  case neighbors = 18
  /// Where the points of a projection begin.
  case projection = 19
}

/// A stream of random numbers that lie in memory: element i is a function of all of this and of i.
public struct RandomStream: Sendable, Equatable {
  /// What everything random starts from.
  public let seed: UInt64
  /// What the numbers are for.
  public let purpose: RandomPurpose
  /// Further parts of the counter.
  public let epoch, step: UInt32

  /// Names a stream; only the last 32 bits of epoch and step count.
  public init(seed: UInt64, _ purpose: RandomPurpose, epoch: Int = 0, step: Int = 0) {
    self.seed = seed
    self.purpose = purpose
    self.epoch = UInt32(truncatingIfNeeded: epoch)
    self.step = UInt32(truncatingIfNeeded: step)
  }
}
