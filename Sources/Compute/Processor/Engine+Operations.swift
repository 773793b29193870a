import CKernels

/// The model's operations as kernels.
extension Engine: Backend {
  /// See `Backend`.
  public func drawNormals(_ numbers: Buffer, from s: RandomStream) {
    gm_normals(s.seed, s.purpose.rawValue, s.epoch, s.step, Int64(numbers.count), numbers.pointer)
  }

  /// See `Backend`.
  public func drawUniforms(_ numbers: Buffer, limit: Float, from s: RandomStream) {
    gm_uniforms(s.seed, s.purpose.rawValue, s.epoch, s.step, Int64(numbers.count), limit, numbers.pointer)
  }

  /// See `Backend`.
  public func drawBernoulli(_ numbers: Buffer, from s: RandomStream) {
    gm_bernoulli_draws(s.seed, s.purpose.rawValue, s.epoch, s.step, Int64(numbers.count), numbers.pointer)
  }

  /// See `Backend`.
  public func distort(_ images: Buffer, _ d: ImageDistortion, noise: Buffer, into copies: Buffer) {
    var shape = gm_images(
      batch: Int64(d.batch), channels: Int64(d.channels), height: Int64(d.height), width: Int64(d.width))
    var deviations = gm_distortion(rotation: d.rotation, shear: d.shear, scale: d.scale, shift: d.shift)
    gm_affine_copies(&shape, &deviations, d.support.kernel, noise.pointer, images.pointer, copies.pointer)
  }

  /// See `Backend`.
  public func distort(
    _ rows: Buffer, _ d: RowDistortion, noise: Buffer, exchange: Buffer, into copies: Buffer
  ) {
    gm_noisy_copies(
      Int64(d.batch), Int64(d.size), d.noise, d.exchanged, d.support.kernel, noise.pointer, exchange.pointer,
      rows.pointer, copies.pointer)
  }

  /// See `Backend`.
  public func reparameterize(
    _ sizes: PassSizes, heads: Buffer, noiseX: Buffer, noiseW: Buffer, x: Buffer, w: Buffer
  ) {
    var sizes = sizes.kernel
    gm_reparameterize(&sizes, heads.pointer, noiseX.pointer, noiseW.pointer, x.pointer, w.pointer)
  }

  /// See `Backend`.
  public func reparameterizeBackward(
    _ sizes: PassSizes, styleWeight: Float, heads: Buffer, noiseX: Buffer, noiseW: Buffer, dx: Buffer, dw: Buffer,
    dHeads: Buffer
  ) {
    var sizes = sizes.kernel
    gm_reparameterize_backward(
      &sizes, styleWeight, heads.pointer, noiseX.pointer, noiseW.pointer, dx.pointer, dw.pointer, dHeads.pointer)
  }

  /// See `Backend`.
  public func klStyle(_ sizes: PassSizes, heads: Buffer, into divergences: Buffer) {
    var sizes = sizes.kernel
    gm_style_divergence(&sizes, heads.pointer, divergences.pointer)
  }

  /// See `Backend`.
  public func posteriorMeans(_ sizes: PassSizes, heads: Buffer, x: Buffer, w: Buffer) {
    var sizes = sizes.kernel
    gm_posterior_means(&sizes, heads.pointer, x.pointer, w.pointer)
  }

  /// See `Backend`.
  public func posteriorMeansBackward(_ sizes: PassSizes, dx: Buffer, dw: Buffer, dHeads: Buffer) {
    var sizes = sizes.kernel
    gm_posterior_means_backward(&sizes, dx.pointer, dw.pointer, dHeads.pointer)
  }

  /// See `Backend`.
  public func mixtureForward(_ m: MixtureBuffers, _ formulation: Formulation) {
    var sizes = m.sizes.kernel
    gm_mixture_forward(
      &sizes, formulation.kernel, m.heads.pointer, m.x.pointer, m.prior.pointer, m.responsibilities.pointer,
      m.inverseVariances.pointer, m.divergences.pointer, m.conditional.pointer, m.component.pointer)
  }

  /// See `Backend`.
  public func mixtureBackward(
    _ m: MixtureBuffers, _ formulation: Formulation, weights: TermWeights, dx: Buffer, dPrior: Buffer, dHeads: Buffer
  ) {
    var sizes = m.sizes.kernel
    gm_mixture_backward(
      &sizes, formulation.kernel, weights.kernel, m.heads.pointer, m.x.pointer, m.prior.pointer,
      m.responsibilities.pointer, m.inverseVariances.pointer, m.divergences.pointer, dx.pointer, dPrior.pointer,
      dHeads.pointer)
  }

  /// See `Backend`.
  public func mixtureLogDensities(_ sizes: PassSizes, x: Buffer, prior: Buffer, into densities: Buffer) {
    var sizes = sizes.kernel
    gm_mixture_log_densities(&sizes, x.pointer, prior.pointer, densities.pointer)
  }

  /// See `Backend`.
  public func mixtureLogDensitiesBackward(
    _ sizes: PassSizes, gradient: Buffer, x: Buffer, prior: Buffer, dx: Buffer, dPrior: Buffer
  ) {
    var sizes = sizes.kernel
    gm_mixture_log_densities_backward(
      &sizes, gradient.pointer, x.pointer, prior.pointer, dx.pointer, dPrior.pointer)
  }

  /// See `Backend`.
  public func consistency(
    _ consistency: Consistency, batch: Int, components: Int, densities: Buffer, scratch: Buffer
  ) -> Float {
    var kernel = consistency.kernel(components: components)
    return gm_consistency_loss(&kernel, Int64(batch), Int64(components), densities.pointer, scratch.pointer)
  }

  /// See `Backend`.
  public func agreement(
    _ agreement: Agreement, clusters: [Int32], logShares: [Float], components: Int, densities: Buffer, scratch: Buffer
  ) -> Float {
    var kernel = agreement.kernel
    return gm_agreement_loss(
      &kernel, Int64(clusters.count), Int64(components), clusters, logShares, densities.pointer, scratch.pointer)
  }

  /// See `Backend`.
  public func supervision(
    weight: Float, labels: [Int32], components: Int, densities: Buffer, gradient: Buffer
  ) -> Float {
    gm_supervision_loss(
      weight, Int64(labels.count), Int64(components), labels, densities.pointer, gradient.pointer)
  }

  /// See `Backend`.
  public func logarithms(of counts: Buffer, into logarithms: Buffer) {
    gm_logarithms(Int64(counts.count), counts.pointer, logarithms.pointer)
  }

  /// See `Backend`.
  public func logLikelihood(
    _ likelihood: Likelihood, _ o: ObservationBuffers, weight: Float, gradient: Buffer?
  ) {
    Self.withLevels(o.levels) { levels in
      var observation = gm_observation(
        batch: Int64(o.batch), samples: Int64(o.samples), size: Int64(o.size), weights: o.weights?.pointer,
        weights_stride: o.hasOwnWeights ? Int64(o.size) : 0, levels: levels, y: o.y.pointer,
        outputs: o.outputs.pointer, log_likelihood: o.logLikelihoods.pointer, gradient: gradient?.pointer,
        weight: weight)
      likelihood.kernel(&observation)
    }
  }

  private static func withLevels(_ levels: [Int32], _ body: (UnsafePointer<Int32>?) -> Void) {
    if levels.isEmpty { body(nil) } else { levels.withUnsafeBufferPointer { body($0.baseAddress) } }
  }

  /// See `Backend`.
  public func formMeans(_ likelihood: Likelihood, rows: Int, size: Int, levels: [Int32], outputs: Buffer) {
    Self.withLevels(levels) {
      likelihood.toMeans?(.init(rows: rows, size: size, levels: $0, values: outputs.pointer))
    }
  }

  /// See `Backend`.
  public func update(
    _ values: Buffer, gradients: Buffer, moments: [Buffer], by update: WeightUpdate
  ) -> Bool {
    switch update {
    case .adam(let adam):
      var settings = adam.kernel
      return gm_adam(
        &settings, Int64(values.count), values.pointer, gradients.pointer, moments[0].pointer, moments[1].pointer) != 0
    }
  }

  /// See `Backend`.
  public func add(_ addend: Buffer, to sum: Buffer) { gm_add(Int64(sum.count), addend.pointer, sum.pointer) }

  /// See `Backend`.
  public func sibling() throws(ComputeError) -> any Backend { try Engine(siblingOf: self) }

  /// See `Backend`.
  public func planningForOneThread<Result>(
    _ plan: () throws(ComputeError) -> Result
  ) throws(ComputeError) -> Result {
    try Self.planningForOneThread(plan)
  }
}
