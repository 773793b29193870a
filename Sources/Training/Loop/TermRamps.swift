/// What each of the objective's terms counts, at every age of a model.
public struct TermRamps: Sendable, Equatable {
  /// The reconstruction.
  public var reconstruction = Ramp(1)
  /// The conditional prior.
  public var conditional = Ramp(1)
  /// The w prior: β of a β-VAE (Higgins et al. 2017) for the style.
  public var style = Ramp(1)
  /// η, the z prior.
  public var component = Ramp(1)
  /// α, the entropy of p(z|x,w) in the paper's first version.
  public var violation = Ramp(0)

  /// Each counts 1, the violation nothing.
  public init() {}
}
