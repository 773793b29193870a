import Compute

/// One layer of a network: a linear map, then a batch normalization with a rectifier, or an activation.
public struct LayerSpecification: Sendable, Equatable {
  /// The linear map.
  public enum Kind: Sendable, Equatable {
    /// Fully connected, with so many outputs.
    case dense(units: Int)
    /// Fully connected, with an image of this shape as output.
    case expansion(channels: Int, height: Int, width: Int)
    /// A square kernel moved over an image.
    case convolution(channels: Int, kernel: Int, stride: Int, padding: Int)
    /// A convolution run backward: the image grows.
    case deconvolution(channels: Int, kernel: Int, stride: Int, padding: Int)
  }

  /// The linear map.
  public let kind: Kind
  /// What normalizes the map's output, and has a rectifier behind it; `activation` is then part of it.
  public let normalization: Normalization?
  /// The nonlinearity.
  public let activation: Activation

  /// Whether a normalization follows.
  public var isNormalized: Bool { normalization != nil }

  /// A layer; a normalization implies the rectifier.
  public init(_ kind: Kind, _ activation: Activation, normalization: Normalization?) {
    self.kind = kind
    self.normalization = normalization
    self.activation = normalization == nil ? activation : .relu
  }

  /// A layer, with batch normalization or without.
  public init(_ kind: Kind, _ activation: Activation, normalized: Bool = false) {
    self.init(kind, activation, normalization: normalized ? .batch : nil)
  }

  /// A fully connected layer.
  public static func dense(_ units: Int, _ activation: Activation, normalized: Bool = false) -> LayerSpecification {
    LayerSpecification(.dense(units: units), activation, normalized: normalized)
  }

  /// The output's shape for an input of shape `input`; nil where the layer does not fit it.
  public func output(for input: LayerShape) -> LayerShape? {
    switch (kind, input) {
    case (.dense(let units), _): .vector(units)
    case (.expansion(let channels, let height, let width), _):
      .image(channels: channels, height: height, width: width)
    case (.convolution(let channels, let kernel, let stride, let padding), .image(_, let height, let width)):
      Self.image(channels, [height, width].map { Self.convolved($0 + 2 * padding - kernel, stride) })
    case (.deconvolution(let channels, let kernel, let stride, let padding), .image(_, let height, let width)):
      Self.image(channels, [height, width].map { ($0 - 1) * stride - 2 * padding + kernel })
    default: nil
    }
  }

  private static func convolved(_ room: Int, _ stride: Int) -> Int { room < 0 ? 0 : room / stride + 1 }

  private static func image(_ channels: Int, _ sides: [Int]) -> LayerShape? {
    sides.allSatisfy((1...LayerShape.longestSide).contains)
      ? .image(channels: channels, height: sides[0], width: sides[1]) : nil
  }

  /// The dimensions of W for an input of shape `input`: outputs first.
  func weightDimensions(for input: LayerShape) -> [Int] {
    switch (kind, input) {
    case (.convolution(let channels, let kernel, _, _), _), (.deconvolution(let channels, let kernel, _, _), _):
      [channels, input.channels, kernel, kernel]
    default: [outputs, input.count]
    }
  }

  /// Outputs of a fully connected map, channels of a convolution.
  private var outputs: Int {
    switch kind {
    case .dense(let units): units
    case .expansion(let channels, let height, let width): channels * height * width
    case .convolution(let channels, _, _, _), .deconvolution(let channels, _, _, _): channels
    }
  }

  /// The map as the engine knows it.
  var map: LinearMap {
    switch kind {
    case .dense, .expansion: .dense
    case .convolution(_, _, let stride, let padding): .convolution(stride: stride, padding: padding)
    case .deconvolution(_, _, let stride, let padding): .deconvolution(stride: stride, padding: padding)
    }
  }
}
