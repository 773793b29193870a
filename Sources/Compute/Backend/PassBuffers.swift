/// What the mixture's operations read and write for the rows of a pass.
public struct MixtureBuffers {
  let sizes: PassSizes
  /// The encoder's heads, B × `headWidth`; the draws of x, rows × Dx; the prior network's heads, rows × 2K·Dx: the means of
  /// all components, then their log variances.
  public let heads, x, prior: Buffer
  /// p(z|x,w), rows × K; the components' inverse variances, rows × K·Dx; the divergences of q(x|y) from them, rows × K.
  public let responsibilities, inverseVariances, divergences: Buffer
  /// The conditional prior and the z prior of each row.
  public let conditional, component: Buffer

  /// Takes memory for the results; `heads`, `x` and `prior` are where the networks leave them.
  public init(_ sizes: PassSizes, heads: Buffer, x: Buffer, prior: Buffer) throws(ComputeError) {
    self.sizes = sizes
    self.heads = heads
    self.x = x
    self.prior = prior
    let perComponent = sizes.rows * sizes.components
    responsibilities = try Buffer(count: perComponent)
    inverseVariances = try Buffer(count: perComponent * sizes.latent)
    divergences = try Buffer(count: perComponent)
    conditional = try Buffer(count: sizes.rows)
    component = try Buffer(count: sizes.rows)
  }

  /// The pass' sizes.
  public var passSizes: PassSizes { sizes }
}

/// What a likelihood reads and writes for the rows of a pass.
public struct ObservationBuffers {
  /// B, M and D.
  public let batch, samples, size: Int
  /// y, B × D, and what each of its numbers counts in log p: D numbers for all examples, or B × D; nil for 1.
  public let y: Buffer, weights: Buffer?
  /// For each number of an example how many levels of a category begin with it, 0 for one that is no level; empty if the
  /// likelihood has no columns.
  public let levels: [Int32]
  /// What the decoder gives, rows × the likelihood's outputs, and log p(y|x) of each row.
  public let outputs, logLikelihoods: Buffer

  /// Names the memory.
  public init(
    batch: Int, samples: Int, size: Int, y: Buffer, weights: Buffer?, levels: [Int32] = [], outputs: Buffer,
    logLikelihoods: Buffer
  ) {
    self.batch = batch
    self.samples = samples
    self.size = size
    self.y = y
    self.weights = weights
    self.levels = levels
    self.outputs = outputs
    self.logLikelihoods = logLikelihoods
  }

  /// Whether each example has weights of its own.
  public var hasOwnWeights: Bool { weights.map { $0.count > size } ?? false }
}
