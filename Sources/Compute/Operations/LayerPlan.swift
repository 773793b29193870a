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

/// A linear map of a layer, planned: y from x, and the gradients.
public protocol PlannedMap: AnyObject {
  /// y, in the layout that suits the operation.
  var destination: Tensor { get }
  /// Computes y.
  func forward() throws(ComputeError)
  /// Plans the backward pass.
  ///
  /// - Parameters:
  ///   - destination: dL/dy on entry, in y's layout, overwritten by the gradient before the activation.
  ///   - source: receives dL/dx; nil for a first layer, which needs none.
  ///   - weights: receives dL/dW, in the layout of W.
  ///   - bias: receives dL/db.
  func planBackward(destination: Tensor, source: Tensor?, weights: Tensor, bias: Tensor?) throws(ComputeError)
  /// Lets the map move W itself as soon as its gradient is known during a step of the optimizer; false if it cannot, and the
  /// optimizer needs the gradient afterward.
  func planStep(_ movable: MovableWeights) -> Bool
  /// Computes the planned gradients.
  func backward() throws(ComputeError)
}

extension PlannedMap {
  /// Most maps leave W to the optimizer.
  public func planStep(_ movable: MovableWeights) -> Bool { false }
}

/// A normalization of a layer's output, planned: y from x, and the gradients.
public protocol PlannedNormalization: AnyObject {
  /// y.
  var destination: Tensor { get }
  /// Computes y.
  func forward() throws(ComputeError)
  /// Plans the backward pass; `gradient` is dL/dy on entry, in y's layout, and dL/dx on return.
  func planBackward(gradient: Tensor, scale: Tensor, shift: Tensor) throws(ComputeError)
  /// Computes the planned gradients.
  func backward() throws(ComputeError)
}

/// A copy of numbers, planned.
public protocol PlannedCopy: AnyObject {
  /// Copies.
  func execute() throws(ComputeError)
}
