extension LayerSpecification {
  /// The layer in words, for tables: "dense 1000, batch normalization, relu".
  public var summary: String {
    let parts = [
      kind.summary, isNormalized ? "batch normalization" : "", activation == .identity ? "" : activation.rawValue,
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: ", ")
  }
}

extension LayerSpecification.Kind {
  fileprivate var summary: String {
    switch self {
    case .dense(let units): "dense \(units)"
    case .expansion(let channels, let height, let width): "dense to \(channels) × \(height) × \(width)"
    case .convolution(let channels, let kernel, let stride, let padding):
      "convolution \(channels), \(kernel) × \(kernel)" + Self.steps(stride, padding)
    case .deconvolution(let channels, let kernel, let stride, let padding):
      "deconvolution \(channels), \(kernel) × \(kernel)" + Self.steps(stride, padding)
    }
  }

  private static func steps(_ stride: Int, _ padding: Int) -> String {
    (stride > 1 ? ", stride \(stride)" : "") + (padding > 0 ? ", padding \(padding)" : "")
  }
}
