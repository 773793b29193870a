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
  /// Draws of w, BM × Dw, before the posterior means of w whose responsibilities something is asked of.
  public let w: Tensor

  let specification: ModelSpecification
  let backend: any Backend
  let sizes: PassSizes
  /// What the mixture gives: p(z|x,w), the terms of each row, and what their gradients need.
  let mixture: MixtureBuffers
  let encoder: Network
  let prior: Network
  let decoder: Network
  /// What the examples' batches do, if the model tells such apart.
  let covariate: CovariatePass?
  /// What is asked of the responsibilities at the posterior means, if anything is.
  let responsibility: ResponsibilityPass?
  private let observation: ObservationBuffers
  private let styles: Buffer
  /// The examples and what the encoder reads of them, if that is ln(1 + y).
  private let logarithms: (of: Buffer, values: Buffer)?

  /// Plans the pass for `inputs.batch` examples; `training` says whether gradients and batch statistics are wanted.
  init(
    _ specification: ModelSpecification, parameters: ParameterStore, inputs: PassInputs, training: Bool,
    precision: Precision = .float32, on backend: any Backend
  ) throws(ComputeError) {
    let batch = inputs.batch, rows = inputs.batch * inputs.samples, hasCopies = inputs.copies != nil
    self.specification = specification
    self.backend = backend
    let sizes = specification.passSizes(batch: batch, samples: inputs.samples)
    self.sizes = sizes
    y = try Tensor(.plain([batch, specification.observed]), in: inputs.y)
    x = try Tensor([rows, specification.latent])
    w = try Tensor([rows + inputs.meanRows, specification.style])
    func network(_ kind: ModelSpecification.NetworkKind, _ input: Tensor) throws(ComputeError) -> Network {
      try Network(
        kind, of: specification, input: input, parameters: parameters, training: training, precision: precision,
        on: backend)
    }
    let encoded = specification.likelihood.encodesLogarithms ? try Buffer(count: inputs.encoded.count) : inputs.encoded
    logarithms = specification.likelihood.encodesLogarithms ? (inputs.encoded, encoded) : nil
    encoder = try network(
      .encoder, Tensor(.plain([hasCopies ? 2 * batch : batch, specification.observed]), in: encoded))
    prior = try network(.prior, w)
    let draws = x
    covariate = try inputs.covariates.map { rows throws(ComputeError) in
      try CovariatePass(specification, rows: rows, x: draws, sizes: sizes, parameters: parameters)
    }
    decoder = try network(.decoder, covariate?.input ?? x)
    responsibility =
      inputs.meanRows > 0
      ? try ResponsibilityPass(
        specification, inputs, heads: encoder.output, w: w, priorHeads: prior.output, on: backend) : nil
    noiseX = inputs.noiseX
    noiseW = inputs.noiseW
    let (heads, components) = (encoder.output.buffer, prior.output.buffer)
    mixture = try ComputeError.naming("\(rows) draws of x with the variances of \(specification.components) components")
    {
      () throws(ComputeError) in try MixtureBuffers(sizes, heads: heads, x: draws.buffer, prior: components)
    }
    let weights: Buffer? =
      if let counted = inputs.counted { counted } else { try Self.likelihoodWeights(specification) }
    observation = ObservationBuffers(
      batch: batch, samples: inputs.samples, size: specification.observed, y: inputs.y,
      weights: weights, levels: specification.levels,
      outputs: decoder.output.buffer,
      logLikelihoods: try Buffer(count: rows))
    styles = try Buffer(count: batch)
  }

  /// B, the examples of a pass.
  public var batch: Int { sizes.batch }
  /// M, the draws of x and w for each example.
  public var samples: Int { sizes.samples }
  /// The heads of q(x|y) and q(w|y), B × (2Dx + 2Dw): mu_x, log variance of x, mu_w, log variance of w,
  /// and the logits of q(z|y) if the model has such. Those of copies follow.
  public var heads: Tensor { encoder.output }
  /// The heads of p(x|w, z), BM × 2K·Dx: means of all components, then log variances.
  public var priorHeads: Tensor { prior.output }
  /// What the decoder gives, BM × outputs.
  public var decoded: Tensor { decoder.output }

  /// p(z|x,w), BM × K.
  public var responsibilities: Buffer { mixture.responsibilities }

  /// y → q(x|y), q(w|y) → x, w.
  public func encode() throws(ComputeError) {
    if let logarithms { backend.logarithms(of: logarithms.of, into: logarithms.values) }
    try encoder.forward()
    try backend.measure(.other, at: "draws of x and w") { () throws(ComputeError) in
      backend.reparameterize(
        sizes, heads: heads.buffer, noiseX: noiseX, noiseW: noiseW, x: x.buffer, w: w.buffer)
    }
  }

  /// w → p(x|w, z) for every component.
  public func computePrior() throws(ComputeError) {
    responsibility?.prepare()
    try prior.forward()
  }

  /// x → p(y|x).
  public func decode() throws(ComputeError) {
    covariate?.join()
    try decoder.forward()
  }

  /// The gradient of -weight times the mean of log p(y|x) for what the decoder gives.
  struct LikelihoodGradient {
    let weight: Float
    let tensor: Tensor
  }

  /// The whole pass; the terms of each example are left for `meanTerms`.
  public func run(_ formulation: Formulation) throws(ComputeError) { try run(formulation, gradient: nil) }

  /// The same, and the likelihood's gradient with its value: no other term's weight depends on the batch's mean before it.
  func run(_ formulation: Formulation, gradient: LikelihoodGradient?) throws(ComputeError) {
    try encode()
    try computePrior()
    try decode()
    try backend.measure(.other, at: "mixture and its gradient") { () throws(ComputeError) in
      backend.mixtureForward(mixture, formulation)
      backend.klStyle(sizes, heads: heads.buffer, into: styles)
      covariate?.addDivergence(of: heads.buffer, to: styles)
    }
    try backend.measure(.other, at: "likelihood and its gradient") { () throws(ComputeError) in
      backend.logLikelihood(
        specification.likelihood, observation, weight: gradient?.weight ?? 1, gradient: gradient?.tensor.buffer)
    }
  }

  private static func likelihoodWeights(_ specification: ModelSpecification) throws(ComputeError) -> Buffer? {
    guard !specification.constants.isEmpty else { return nil }
    let weights = try Buffer(count: specification.observed)
    weights.copy(from: [Float](repeating: 1, count: weights.count))
    for place in specification.constants { weights.values[place] = 0 }
    return weights
  }

  /// The ELBO of each of the first `examples` examples, of one draw each.
  func bounds(examples: Int) -> [Double] {
    (0..<examples).map { row in
      let regularizers = Double(mixture.conditional.values[row]) + Double(mixture.component.values[row])
      return Double(observation.logLikelihoods.values[row]) - regularizers - Double(styles.values[row])
    }
  }

  /// The terms averaged over the first `examples` examples (all of them when nil), in a fixed order.
  public func meanTerms(examples: Int? = nil) -> Terms {
    let examples = examples ?? batch
    func mean(_ buffer: Buffer, _ count: Int) -> Double {
      var sum = 0.0
      for i in 0..<count { sum += Double(buffer.values[i]) }
      return sum / Double(count)
    }
    var terms = Terms()
    terms.reconstruction = mean(observation.logLikelihoods, examples * samples)
    terms.conditional = mean(mixture.conditional, examples * samples)
    terms.style = mean(styles, examples)
    terms.component = mean(mixture.component, examples * samples)
    return terms
  }
}
