/// What computes a model: about 25 operations on memory, of which the model says which, on what and in what order.
///
/// `Engine` is the processor's. The tests have another one, plain and slow, and compare whole models. All operations write
/// to memory that exists before; none takes any while it runs. Numbers are row-major float32 unless a plan says otherwise.
/// Symbols are the paper's: B examples, M draws each, rows r = b·M + j, K components, Dx and Dw numbers in x and w.
public protocol Backend: AnyObject {
  /// Measures the operations while it is set.
  var profile: Profile? { get set }

  // MARK: Layers

  /// How a linear layer is best computed, and the layouts of its weights and output for a source of that layout.
  func plan(_ layer: LinearLayer, source: Layout) throws(ComputeError) -> LayerPlan
  /// A linear layer ready to run by a method that `plan` named.
  ///
  /// - Parameters:
  ///   - source: x; `weights`: W, in the plan's layout; `bias`: nil if a normalization follows, whose shift takes its place.
  ///   - training: whether gradients will be asked for.
  ///   - precision: what large products may round their factors to.
  func prepare(
    _ layer: LinearLayer, by method: LayerMethod, source: Tensor, weights: Tensor, bias: Tensor?, training: Bool,
    precision: Precision
  ) throws(ComputeError) -> any PlannedMap
  /// A normalization and a rectifier of a matrix or of images.
  func prepare(
    _ normalization: Normalization, source: Tensor, parameters: NormalizationParameters, training: Bool
  ) throws(ComputeError) -> any PlannedNormalization
  /// A copy of a tensor into one of the same dimensions and another layout.
  func prepareReorder(from source: Tensor, to destination: Tensor) throws(ComputeError) -> any PlannedCopy
  /// The layout in which images of those dimensions (rows, channels, height, width) are best made of plain numbers.
  func imageLayout(_ dimensions: [Int]) throws(ComputeError) -> Layout

  // MARK: Random numbers, each a function of stream and place only

  /// Standard normal numbers.
  func drawNormals(_ numbers: Buffer, from stream: RandomStream)
  /// Numbers uniform in ±`limit`.
  func drawUniforms(_ numbers: Buffer, limit: Float, from stream: RandomStream)
  /// Replaces each number, a probability, by 0 or 1.
  func drawBernoulli(_ numbers: Buffer, from stream: RandomStream)

  // MARK: Transformed copies

  /// A copy of each image under a random affine map; `noise` has `ImageDistortion.noise` normal numbers for each.
  func distort(_ images: Buffer, _ distortion: ImageDistortion, noise: Buffer, into copies: Buffer)
  /// A copy of each row with noise, and some numbers exchanged for those of the next row.
  func distort(_ rows: Buffer, _ distortion: RowDistortion, noise: Buffer, exchange: Buffer, into copies: Buffer)

  // MARK: The posterior of x and w

  /// x = mu_x + exp(lv_x/2)·noise for each row, w likewise.
  func reparameterize(_ sizes: PassSizes, heads: Buffer, noiseX: Buffer, noiseW: Buffer, x: Buffer, w: Buffer)
  /// The gradient of the heads through the draws, and that of `styleWeight`·KL(q(w|y) ‖ N(0, I)). `dHeads` has on entry what
  /// the mixture adds to mu_x and lv_x.
  func reparameterizeBackward(
    _ sizes: PassSizes, styleWeight: Float, heads: Buffer, noiseX: Buffer, noiseW: Buffer, dx: Buffer, dw: Buffer,
    dHeads: Buffer)
  /// KL(q(w|y) ‖ N(0, I)) of each example.
  func klStyle(_ sizes: PassSizes, heads: Buffer, into divergences: Buffer)
  /// x = mu_x and w = mu_w.
  func posteriorMeans(_ sizes: PassSizes, heads: Buffer, x: Buffer, w: Buffer)
  /// Adds the gradients of the means to those of the heads.
  func posteriorMeansBackward(_ sizes: PassSizes, dx: Buffer, dw: Buffer, dHeads: Buffer)

  // MARK: The mixture

  /// p(z|x,w), the divergences from the components, and for each row the conditional prior and the z prior.
  func mixtureForward(_ mixture: MixtureBuffers, _ formulation: Formulation)
  /// The gradients of the conditional prior and the z prior times their weights: written to `dPrior`, added to `dx`, and
  /// written to the x part and the logits of `dHeads`.
  func mixtureBackward(
    _ mixture: MixtureBuffers, _ formulation: Formulation, weights: TermWeights, dx: Buffer, dPrior: Buffer,
    dHeads: Buffer)
  /// log N(x; mu_k, var_k) up to a constant, rows × K.
  func mixtureLogDensities(_ sizes: PassSizes, x: Buffer, prior: Buffer, into densities: Buffer)
  /// Gradients through such densities: `gradient` is dL/d densities; written to `dx` and `dPrior`.
  func mixtureLogDensitiesBackward(
    _ sizes: PassSizes, gradient: Buffer, x: Buffer, prior: Buffer, dx: Buffer, dPrior: Buffer)
  /// The consistency of examples and copies (B rows each), given their log densities, which become the gradient.
  func consistency(
    _ consistency: Consistency, batch: Int, components: Int, densities: Buffer, scratch: Buffer
  ) -> Float

  /// The agreement of examples with neighbors (a row of each for every cluster), given their log densities, which become the
  /// gradient, that of the cross entropy with the clusters included.
  func agreement(
    _ agreement: Agreement, clusters: [Int32], logShares: [Float], components: Int, densities: Buffer, scratch: Buffer
  ) -> Float

  /// The cross entropy of examples' classes with p(z|x,w), a mean over those that have one (others are negative), given log
  /// densities, B × K; weight / B times the gradient of each is added to `gradient`.
  func supervision(
    weight: Float, labels: [Int32], components: Int, densities: Buffer, gradient: Buffer
  ) -> Float

  // MARK: The likelihood

  /// ln(1 + y) of counts.
  func logarithms(of counts: Buffer, into logarithms: Buffer)

  /// log p(y|x) of each row, and where asked the gradient of -weight times its mean, in one call.
  func logLikelihood(_ likelihood: Likelihood, _ observation: ObservationBuffers, weight: Float, gradient: Buffer?)
  /// Turns the first parameters of rows of decoder outputs into means, in place.
  func formMeans(_ likelihood: Likelihood, rows: Int, size: Int, levels: [Int32], outputs: Buffer)

  // MARK: The optimizer

  /// Moves values against their gradients. False if a new value is not finite.
  func update(_ values: Buffer, gradients: Buffer, moments: [Buffer], by update: WeightUpdate) -> Bool
  /// sum += addend
  func add(_ addend: Buffer, to sum: Buffer)

  // MARK: Parts of a batch beside one another

  /// One that runs a part beside others.
  func sibling() throws(ComputeError) -> any Backend
  /// Plans what is to run beside other parts.
  func planningForOneThread<Result>(_ plan: () throws(ComputeError) -> Result) throws(ComputeError) -> Result
}
