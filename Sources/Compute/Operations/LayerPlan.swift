/// A linear layer as a backend is told of it: y = f(W·x + b).
public struct LinearLayer: Sendable {
  /// The map.
  public let map: LinearMap
  /// f, which is the identity if a normalization follows.
  public let activation: Activation
  /// Whether there is a b; a normalization's shift takes its place.
  public let hasBias: Bool
  /// The dimensions of x, W and y, rows and outputs first.
  public let input, weights, output: [Int]

  /// Names them.
  public init(
    _ map: LinearMap, activation: Activation, hasBias: Bool, input: [Int], weights: [Int], output: [Int]
  ) {
    self.map = map
    self.activation = activation
    self.hasBias = hasBias
    self.input = input
    self.weights = weights
    self.output = output
  }
}

/// How a linear layer is computed. It is decided once, when the weights get their layout, and kept with them.
public enum LayerMethod: Sendable, Equatable {
  /// A dense layer with weights in blocks of 16 × 16 by kernels of this program (`BlockedMap`).
  case blocked
  /// A convolution or deconvolution of oneDNN.
  case convolution
  /// A deconvolution to few channels as a product and a sum (`ColumnDeconvolution`).
  case columns
  /// Loops over all indices.
  case plain
}

/// A method, and the layouts that go with it.
public struct LayerPlan {
  /// How the layer is computed.
  public let method: LayerMethod
  /// The layouts of W and y.
  public let weights, output: Layout

  /// Names them.
  public init(_ method: LayerMethod, weights: Layout, output: Layout) {
    self.method = method
    self.weights = weights
    self.output = output
  }
}
