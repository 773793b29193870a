import CDNNL
import CKernels

/// The nonlinearity after a layer.
public enum Activation: String, Sendable {
  /// f(a) = a
  case identity
  /// f(a) = max(a, 0)
  case relu
  /// f(a) = tanh a
  case tanh

  var algorithm: dnnl_alg_kind_t {
    switch self {
    case .identity: dnnl_alg_kind_undef
    case .relu: dnnl_eltwise_relu
    case .tanh: dnnl_eltwise_tanh
    }
  }

  var kernel: gm_activation {
    switch self {
    case .identity: GM_IDENTITY
    case .relu: GM_RELU
    case .tanh: GM_TANH
    }
  }
}
