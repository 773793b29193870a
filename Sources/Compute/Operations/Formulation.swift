import CKernels

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
