import CKernels

/// What each of the objective's terms counts.
public struct TermWeights: Sendable, Equatable {
  /// That of the reconstruction.
  public var reconstruction: Float
  /// That of the conditional prior.
  public var conditional: Float
  /// That of the w prior.
  public var style: Float
  /// That of the z prior.
  public var component: Float
  /// That of the violation, the entropy of p(z|x,w) in the paper's first version.
  public var violation: Float

  /// 1 for each that is not named, and none for the violation.
  public init(
    reconstruction: Float = 1, conditional: Float = 1, style: Float = 1, component: Float = 1, violation: Float = 0
  ) {
    self.reconstruction = reconstruction
    self.conditional = conditional
    self.style = style
    self.component = component
    self.violation = violation
  }

  /// Every weight times a number.
  public static func * (factor: Float, weights: TermWeights) -> TermWeights {
    TermWeights(
      reconstruction: factor * weights.reconstruction, conditional: factor * weights.conditional,
      style: factor * weights.style, component: factor * weights.component, violation: factor * weights.violation)
  }

  var kernel: gm_mixture_weights {
    gm_mixture_weights(conditional: conditional, component: component, violation: violation)
  }
}
