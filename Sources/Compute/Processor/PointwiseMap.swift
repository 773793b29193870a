import CDNNL

/// A dense map of many rows as a convolution with a 1 × 1 kernel, over one image whose pixels are the rows.
///
/// oneDNN's convolutions keep more of the product in registers than its inner products: 220 to 226 GFLOP/s in all
/// directions where those reached 180 to 200 (100 rows, 1000 inputs, 6400 outputs, two Zen 4 cores).
public final class PointwiseMap: PlannedMap {
  /// y, rows × outputs.
  public let destination: Tensor
  private let operation: LinearOperation
  private let weights: Tensor
  private let engine: Engine
  private var inputGradient: InputGradient?

  /// Plans the forward pass.
  ///
  /// - Parameters:
  ///   - source: x, rows × inputs, row-major.
  ///   - weights: outputs × inputs, in `weightLayout`.
  ///   - bias: nil where a batch normalization follows.
  public init(
    source: Tensor, weights: Tensor, bias: Tensor?, activation: Activation, training: Bool, engine: Engine
  ) throws(ComputeError) {
    let rows = source.dimensions[0], outputs = weights.dimensions[0]
    self.engine = engine
    self.weights = weights
    operation = try LinearOperation(
      .pointwise, source: Self.image(source, engine), weights: Self.kernels(weights, engine), bias: bias,
      outputs: .channelsLast([1, outputs, rows, 1]), activation: activation, training: training, engine: engine)
    destination = try Tensor(.plain([rows, outputs]), in: operation.destination.buffer)
  }

  /// Whether a map of this size gains by it: the vectors' width divides small ones badly.
  public static func suits(rows: Int, inputs: Int, outputs: Int) -> Bool {
    rows >= 32 && inputs * outputs >= 100_000
  }

  /// Blocks of 16 outputs × 16 inputs, the outputs side by side.
  public static func weightLayout(_ dimensions: [Int]) throws(ComputeError) -> Layout {
    try .matrixBlocked16(dimensions)
  }

  private static func image(_ rows: Tensor, _ engine: Engine) throws(ComputeError) -> Tensor {
    try Tensor(.channelsLast([1, rows.dimensions[1], rows.dimensions[0], 1]), in: rows.buffer)
  }

  private static func kernels(_ weights: Tensor, _ engine: Engine) throws(ComputeError) -> Tensor {
    try Tensor(.kernelsBlocked16(weights.dimensions + [1, 1]), in: weights.buffer)
  }

  /// Computes y.
  public func forward() throws(ComputeError) { try operation.forward() }

  /// Plans the backward pass; all but the bias' gradient are matrices.
  public func planBackward(
    destination: Tensor, source: Tensor?, weights: Tensor, bias: Tensor?
  ) throws(ComputeError) {
    try operation.planBackward(
      destination: Self.image(destination, engine), source: nil, weights: Self.kernels(weights, engine), bias: bias)
    if let source { inputGradient = try InputGradient(destination, source, weights: self.weights, engine: engine) }
  }

  /// Computes the planned gradients.
  public func backward() throws(ComputeError) {
    try operation.backward()
    try inputGradient?.run()
  }
}
