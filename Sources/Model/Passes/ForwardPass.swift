import CKernels
import Compute

/// The model's computation for B examples with M draws each, planned once: recognition, draws, mixture, generation.
///
/// Rows of x, w and everything computed from them are r = b·M + j.
public final class ForwardPass {
  /// The batch: B × D, to be filled before each pass.
  public let y: Tensor
  /// Standard normal numbers for x (BM × Dx) and w (BM × Dw); zeros give the posterior means.
  public let noiseX: Buffer
  /// Noise of w.
  public let noiseW: Buffer
  /// Draws of x, BM × Dx; set them directly to decode chosen latents.
  public let x: Tensor
  /// Draws of w, BM × Dw, before the posterior means of w of examples and copies where consistency needs them.
  public let w: Tensor
  /// p(z|x,w), BM × K.
  public let responsibilities: Buffer

  let specification: ModelSpecification
  let engine: Engine
  let sizes: gm_sizes
  let encoder: Network
  let prior: Network
  let decoder: Network
  /// The consistency of the examples with their copies, where the inputs have such.
  let consistency: ConsistencyPass?
  let inverseVariances: Buffer
  let divergences: Buffer
  let logLikelihoods: Buffer
  /// What each number of an observation counts in log p(y|x); nil for 1.
  private let likelihoodWeights: Buffer?
  let conditionals: Buffer
  let styles: Buffer
  let componentPriors: Buffer

  /// Plans the pass for `inputs.batch` examples; `training` says whether gradients and batch statistics are wanted.
  init(
    _ specification: ModelSpecification, parameters: ParameterStore, inputs: PassInputs, training: Bool,
    precision: Precision = .float32, engine: Engine
  ) throws(ComputeError) {
    let batch = inputs.batch, rows = inputs.batch * inputs.samples, hasCopies = inputs.copies != nil
    let components = specification.components, latent = specification.latent
    self.specification = specification
    self.engine = engine
    sizes = gm_sizes(
      batch: Int64(batch), samples: Int64(inputs.samples), components: Int64(components), latent: Int64(latent),
      style: Int64(specification.style), logits: Int64(specification.logits))
    y = try Tensor(.plain([batch, specification.observed]), in: inputs.y, engine: engine)
    x = try Tensor([rows, latent], engine: engine)
    w = try Tensor([hasCopies ? rows + 2 * batch : rows, specification.style], engine: engine)
    func network(_ kind: ModelSpecification.NetworkKind, _ input: Tensor) throws(ComputeError) -> Network {
      try Network(
        kind, of: specification, input: input, parameters: parameters, training: training, precision: precision,
        engine: engine)
    }
    encoder = try network(
      .encoder,
      Tensor(.plain([hasCopies ? 2 * batch : batch, specification.observed]), in: inputs.encoded, engine: engine))
    prior = try network(.prior, w)
    decoder = try network(.decoder, x)
    consistency =
      hasCopies
      ? try ConsistencyPass(specification, heads: encoder.output, w: w, priorHeads: prior.output, engine: engine) : nil
    noiseX = inputs.noiseX
    noiseW = inputs.noiseW
    responsibilities = try Buffer(count: rows * components)
    inverseVariances = try ComputeError.naming("\(rows) draws of x with the variances of \(components) components") {
      () throws(ComputeError) in try Buffer(count: rows * components * latent)
    }
    divergences = try Buffer(count: rows * components)
    logLikelihoods = try Buffer(count: rows)
    likelihoodWeights = try Self.likelihoodWeights(specification)
    conditionals = try Buffer(count: rows)
    componentPriors = try Buffer(count: rows)
    styles = try Buffer(count: batch)
  }

  /// B, the examples of a pass.
  public var batch: Int { Int(sizes.batch) }
  /// M, the draws of x and w for each example.
  public var samples: Int { Int(sizes.samples) }
  /// The heads of q(x|y) and q(w|y), B × (2Dx + 2Dw): mu_x, log variance of x, mu_w, log variance of w,
  /// and the logits of q(z|y) where the model has such. Those of copies follow.
  public var heads: Tensor { encoder.output }
  /// The heads of p(x|w, z), BM × 2K·Dx: means of all components, then log variances.
  public var priorHeads: Tensor { prior.output }
  /// What the decoder gives, BM × outputs.
  public var decoded: Tensor { decoder.output }

  /// y → q(x|y), q(w|y) → x, w.
  public func encode() throws(ComputeError) {
    try encoder.forward()
    try engine.measure(.other, at: "draws of x and w") { () throws(ComputeError) in
      withUnsafePointer(to: sizes) {
        gm_reparameterize($0, heads.pointer, noiseX.pointer, noiseW.pointer, x.pointer, w.pointer)
      }
    }
  }

  /// w → p(x|w, z) for every component.
  public func computePrior() throws(ComputeError) {
    consistency?.prepare()
    try prior.forward()
  }

  /// x → p(y|x).
  public func decode() throws(ComputeError) { try decoder.forward() }

  /// The whole pass; the terms of each example are left for `meanTerms`.
  public func run(_ formulation: Formulation) throws(ComputeError) {
    try encode()
    try computePrior()
    try decode()
    try engine.measure(.other, at: "mixture and its gradient") { () throws(ComputeError) in
      withUnsafePointer(to: sizes) {
        gm_mixture_forward(
          $0, formulation.kernel, heads.pointer, x.pointer, priorHeads.pointer, responsibilities.pointer,
          inverseVariances.pointer,
          divergences.pointer, conditionals.pointer, componentPriors.pointer)
        gm_style_divergence($0, heads.pointer, styles.pointer)
      }
    }
    try computeLikelihood(weight: 1, gradient: nil)
  }

  /// log p(y|x) of each row, and where asked the gradient of -weight times the mean.
  func computeLikelihood(weight: Float, gradient: Tensor?) throws(ComputeError) {
    try engine.measure(.other, at: "likelihood and its gradient") { () throws(ComputeError) in
      specification.likelihood.evaluate(
        batch: batch, samples: samples, weight: weight, weights: likelihoodWeights, y: y, outputs: decoded,
        logLikelihoods: logLikelihoods, gradient: gradient)
    }
  }

  private static func likelihoodWeights(_ specification: ModelSpecification) throws(ComputeError) -> Buffer? {
    guard !specification.constants.isEmpty else { return nil }
    let weights = try Buffer(count: specification.observed)
    weights.copy(from: [Float](repeating: 1, count: weights.count))
    for place in specification.constants { weights.values[place] = 0 }
    return weights
  }

  /// The terms averaged over the first `examples` examples (all of them when nil), in a fixed order.
  public func meanTerms(examples: Int? = nil) -> Terms {
    let examples = examples ?? batch
    func mean(_ buffer: Buffer, _ count: Int) -> Double {
      var sum = 0.0
      for i in 0..<count { sum += Double(buffer.pointer[i]) }
      return sum / Double(count)
    }
    var terms = Terms()
    terms.reconstruction = mean(logLikelihoods, examples * samples)
    terms.conditional = mean(conditionals, examples * samples)
    terms.style = mean(styles, examples)
    terms.component = mean(componentPriors, examples * samples)
    return terms
  }
}
