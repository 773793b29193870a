import CKernels

/// A deconvolution to a few channels as a product and a sum: each pixel of the small image gives its kernel² × channels
/// contributions (a dense map of its input channels), which are then added up where they fall.
///
/// oneDNN pads output channels to the width of its vectors, sixteen times the work for one channel.
public final class ColumnDeconvolution: PlannedMap {
  /// Up to so many output channels this is the faster way.
  public static let mostChannels = 8

  /// y as channel planes.
  public let destination: Tensor
  private let engine: Engine
  private let shape: gm_columns
  private let source: ReorderedTensor
  private let product: LinearOperation
  private let weights: Tensor
  private let bias: Tensor
  private var backwardPlan: BackwardPlan?

  private struct BackwardPlan {
    let gradient, columns: Tensor
    let bias: Tensor?
    let outgoing: ReorderedTensor?
  }

  /// Plans the forward pass.
  ///
  /// - Parameters:
  ///   - source: batch × input channels × height × width, in any layout.
  ///   - weights: output channels × input channels × kernel × kernel, in `weightLayout`.
  ///   - outputs: dimensions of y.
  public init(
    stride: Int, padding: Int, source: Tensor, weights: Tensor, bias: Tensor?, outputs: [Int], training: Bool,
    engine: Engine
  ) throws(ComputeError) {
    let small = source.dimensions, kernel = weights.dimensions[2]
    shape = gm_columns(
      batch: Int64(small[0]), channels: Int64(outputs[1]), kernel: Int64(kernel), stride: Int64(stride),
      padding: Int64(padding), height: Int64(small[2]), width: Int64(small[3]), large_height: Int64(outputs[2]),
      large_width: Int64(outputs[3]))
    guard let bias else { throw ComputeError(operation: "planning a deconvolution", status: "it has no bias") }
    self.engine = engine
    self.weights = weights
    self.bias = bias
    self.source = try ReorderedTensor(reading: source, as: .channelsLast(small), engine: engine)
    destination = try Tensor(outputs)
    let pixels = small[0] * small[2] * small[3], contributions = outputs[1] * kernel * kernel
    product = try LinearOperation(
      .dense, source: Tensor(.plain([pixels, small[1]]), in: self.source.tensor.buffer),
      weights: Self.asMatrix(weights, engine: engine), bias: nil, outputs: .plain([pixels, contributions]),
      activation: .identity, training: training, engine: engine)
  }

  /// Outputs, kernel rows and columns, then inputs: a matrix of contributions × input channels.
  public static func weightLayout(_ dimensions: [Int]) throws(ComputeError) -> Layout {
    try .channelsLast(dimensions)
  }

  private static func asMatrix(_ weights: Tensor, engine: Engine) throws(ComputeError) -> Tensor {
    let d = weights.dimensions
    return try Tensor(.plain([d[0] * d[2] * d[3], d[1]]), in: weights.buffer)
  }

  /// Computes y.
  public func forward() throws(ComputeError) {
    try source.run()
    try product.forward()
    try engine.measure(.elementwise) { () throws(ComputeError) in
      withUnsafePointer(to: shape) {
        gm_columns_to_image($0, product.destination.pointer, bias.pointer, destination.pointer)
      }
    }
  }

  /// Plans the backward pass.
  public func planBackward(
    destination gradient: Tensor, source sourceGradient: Tensor?, weights weightsGradient: Tensor, bias: Tensor?
  ) throws(ComputeError) {
    let columns = try Tensor(product.destination.layout)
    var outgoing: ReorderedTensor?
    var matrix: Tensor?
    if let sourceGradient {
      let bridge = try ReorderedTensor(
        writing: sourceGradient, as: .channelsLast(sourceGradient.dimensions), engine: engine)
      matrix = try Tensor(
        .plain([columns.dimensions[0], weights.dimensions[1]]), in: bridge.tensor.buffer)
      outgoing = bridge
    }
    try product.planBackward(
      destination: columns, source: matrix, weights: Self.asMatrix(weightsGradient, engine: engine), bias: nil)
    backwardPlan = BackwardPlan(gradient: gradient, columns: columns, bias: bias, outgoing: outgoing)
  }

  /// Computes the planned gradients.
  public func backward() throws(ComputeError) {
    guard let plan = backwardPlan else { return }
    try engine.measure(.elementwise) { () throws(ComputeError) in
      withUnsafePointer(to: shape) { gm_image_to_columns($0, plan.gradient.pointer, plan.columns.pointer) }
      if let bias = plan.bias {
        gm_channel_sums(
          shape.batch, shape.channels, shape.large_height * shape.large_width, plan.gradient.pointer, bias.pointer)
      }
    }
    try product.backward()
    if let outgoing = plan.outgoing { try outgoing.run() }
  }
}
