import CDNNL
import CKernels

/// A linear map from one layer to the next.
public enum LinearMap: Sendable, Equatable {
  /// Every output from every input; W is outputs × inputs, and for images outputs × channels × height × width.
  case dense
  /// A kernel moved over an image; W is output channels × input channels × kernel × kernel.
  case convolution(stride: Int, padding: Int)
  /// A convolution run backward, from small images to large ones, with W as above.
  case deconvolution(stride: Int, padding: Int)

  /// Steps and padding as oneDNN takes them; nil for a dense map.
  var geometry: gm_geometry? {
    switch self {
    case .dense: nil
    case .convolution(let stride, let padding): Self.geometry(stride, padding, transposed: 0)
    case .deconvolution(let stride, let padding): Self.geometry(stride, padding, transposed: 1)
    }
  }

  /// Whether it chooses the layouts of what it reads and writes, or takes and leaves numbers as they lie.
  var choosesLayouts: Bool {
    switch self {
    case .dense: false
    case .convolution, .deconvolution: true
    }
  }

  private static func geometry(_ stride: Int, _ padding: Int, transposed: Int32) -> gm_geometry {
    gm_geometry(
      transposed: transposed, strides: (Int64(stride), Int64(stride)), padding: (Int64(padding), Int64(padding)))
  }

  var name: String {
    switch self {
    case .dense: "a dense layer"
    case .convolution: "a convolution"
    case .deconvolution: "a deconvolution"
    }
  }
}

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
