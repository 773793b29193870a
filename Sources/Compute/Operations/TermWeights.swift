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

/// How the conditional prior Σ_k q_k D_k and the z prior log K + Σ_k q_k log q_k are computed from the components' responsibilities q
/// and the divergences D of q(x|y) from them.
public enum Formulation: String, Sendable, CaseIterable {
  /// q = p(z|x,w), and D in the closed form for two Gaussians (arXiv 1611.02648v2).
  case closed
  /// q = p(z|x,w), and D = log q(x|y) - log p(x|w, z=k) at the draw of x, whose mean over draws it is.
  case sampled
  /// The paper's first version (arXiv 1611.02648v1): q = q(z|y), a softmax head of the encoder, and D in the closed form.
  case firstVersion = "v1"

  var kernel: gm_formulation {
    switch self {
    case .closed: GM_CLOSED_FORM
    case .sampled: GM_SAMPLED
    case .firstVersion: GM_FIRST_VERSION
    }
  }
}
