import CKernels

/// What the kernels make of a mixture.
struct MixtureKernels {
  var responsibilities, inverse, divergences, conditional, component: [Float]

  init(_ plain: PlainMixture) {
    let rows = plain.rows, k = plain.components
    func place(_ count: Int) -> [Float] { Array(repeating: 7, count: count) }
    responsibilities = place(rows * k)
    inverse = place(rows * k * plain.latent)
    divergences = place(rows * k)
    conditional = place(rows)
    component = place(rows)
    var sizes = plain.sizes
    gm_mixture_forward(
      &sizes, GM_CLOSED_FORM, plain.heads.map { Float($0) }, plain.x.map { Float($0) }, plain.prior.map { Float($0) },
      &responsibilities, &inverse, &divergences, &conditional, &component)
  }

  /// Gradients of c · conditional + z · component; dx starts at `startX`, and the others at numbers to be overwritten.
  func backward(
    _ plain: PlainMixture, _ c: Float, _ z: Float, startX: [Float]
  ) -> (dx: [Float], prior: [Float], heads: [Float]) {
    var sizes = plain.sizes, dx = startX
    var dPrior = [Float](repeating: 7, count: plain.prior.count),
      dHeads = [Float](repeating: 7, count: plain.heads.count)
    gm_mixture_backward(
      &sizes, GM_CLOSED_FORM, gm_mixture_weights(conditional: c, component: z, violation: 0),
      plain.heads.map { Float($0) }, plain.x.map { Float($0) },
      plain.prior.map { Float($0) },
      responsibilities, inverse, divergences, &dx, &dPrior, &dHeads)
    return (dx, dPrior, dHeads)
  }

  /// log N(x; mu_k, var_k) up to the constant.
  static func logDensities(_ plain: PlainMixture) -> [Float] {
    var sizes = plain.sizes, densities = [Float](repeating: 7, count: plain.rows * plain.components)
    gm_mixture_log_densities(&sizes, plain.x.map { Float($0) }, plain.prior.map { Float($0) }, &densities)
    return densities
  }
}
