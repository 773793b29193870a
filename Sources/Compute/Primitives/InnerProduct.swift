import CDNNL
import CKernels

/// A dense layer, y = f(x·Wᵀ + b), planned for one number of rows.
///
/// x is rows × inputs, W outputs × inputs, b outputs, y rows × outputs.
public final class InnerProduct {
  /// The tensors of a dense layer. `bias` is nil where a batch normalization follows, whose shift takes its place.
  public struct Operands {
    let source, weights, destination: Tensor
    let bias: Tensor?

    /// Names the tensors.
    public init(source: Tensor, weights: Tensor, bias: Tensor?, destination: Tensor) {
      self.source = source
      self.weights = weights
      self.bias = bias
      self.destination = destination
    }
  }

  private let operands: Operands
  private let activation: Activation
  private let engine: Engine
  private let forwardDescriptor: PrimitiveDescriptor
  private let forwardPrimitive: Primitive
  private var dataPrimitive: Primitive?
  private var weightsPrimitive: Primitive?
  private var destinationGradient: Tensor?

  /// Plans the forward pass.
  ///
  /// - Parameter training: whether gradients will be asked for.
  public init(_ operands: Operands, activation: Activation, training: Bool, engine: Engine) throws(ComputeError) {
    self.operands = operands
    self.activation = activation
    self.engine = engine
    forwardDescriptor = try Self.descriptor(
      source: operands.source.layout, weights: operands.weights.layout, bias: operands.bias?.layout,
      destination: operands.destination.layout, activation: activation, training: training, engine: engine)
    forwardPrimitive = try Primitive(
      forwardDescriptor,
      arguments: [
        (DNNL_ARG_SRC, operands.source), (DNNL_ARG_WEIGHTS, operands.weights),
        (DNNL_ARG_DST, operands.destination),
      ] + (operands.bias.map { [(DNNL_ARG_BIAS, $0)] } ?? []), engine: engine)
  }

  /// The weight layout that runs fastest for this number of rows.
  public static func preferredWeightLayout(
    rows: Int, inputs: Int, outputs: Int, engine: Engine
  ) throws(ComputeError) -> Layout {
    let descriptor = try descriptor(
      source: .plain([rows, inputs]), weights: .open([outputs, inputs]), bias: .plain([outputs]),
      destination: .plain([rows, outputs]), activation: .identity, training: true, engine: engine)
    return try descriptor.expectedLayout(DNNL_ARG_WEIGHTS, [outputs, inputs])
  }

  /// Plans the backward pass.
  ///
  /// - Parameters:
  ///   - destination: dL/dy on entry, overwritten by the gradient before the activation.
  ///   - source: receives dL/dx; nil for a first layer, which needs none.
  ///   - weights: receives dL/dW, in the layout of W.
  ///   - bias: receives dL/db.
  public func planBackward(
    destination: Tensor, source: Tensor?, weights: Tensor, bias: Tensor?
  ) throws(ComputeError) {
    destinationGradient = destination
    weightsPrimitive = try planWeights(destination: destination, weights: weights, bias: bias)
    if let source { dataPrimitive = try planData(destination: destination, source: source) }
  }

  /// Computes y.
  public func forward() throws(ComputeError) { try forwardPrimitive.execute() }

  /// Computes the planned gradients.
  public func backward() throws(ComputeError) {
    guard let destinationGradient, let weightsPrimitive else { return }
    if activation != .identity {
      gm_activation_backward(
        activation.kernel, Int64(destinationGradient.buffer.count), operands.destination.pointer,
        destinationGradient.pointer)
    }
    try dataPrimitive?.execute()
    try weightsPrimitive.execute()
  }

  private static func descriptor(
    source: Layout, weights: Layout, bias: Layout?, destination: Layout, activation: Activation, training: Bool,
    engine: Engine
  ) throws(ComputeError) -> PrimitiveDescriptor {
    try PrimitiveDescriptor("a dense layer of \(weights.dimensions)", activation: activation) {
      gm_inner_product_forward(
        $0, engine.handle, training ? dnnl_forward_training : dnnl_forward_inference, source.handle, weights.handle,
        bias?.handle, destination.handle, $1)
    }
  }

  private func planData(destination: Tensor, source: Tensor) throws(ComputeError) -> Primitive {
    let descriptor = try PrimitiveDescriptor("a dense layer's input gradient") {
      gm_inner_product_backward_data(
        $0, engine.handle, source.layout.handle, operands.weights.layout.handle, destination.layout.handle,
        forwardDescriptor.handle, $1)
    }
    return try Primitive(
      descriptor,
      arguments: [
        (DNNL_ARG_DIFF_DST, destination), (DNNL_ARG_WEIGHTS, operands.weights), (DNNL_ARG_DIFF_SRC, source),
      ], engine: engine)
  }

  private func planWeights(destination: Tensor, weights: Tensor, bias: Tensor?) throws(ComputeError) -> Primitive {
    let descriptor = try PrimitiveDescriptor("a dense layer's weight gradient") {
      gm_inner_product_backward_weights(
        $0, engine.handle, operands.source.layout.handle, weights.layout.handle, bias?.layout.handle,
        destination.layout.handle, forwardDescriptor.handle, $1)
    }
    return try Primitive(
      descriptor,
      arguments: [
        (DNNL_ARG_SRC, operands.source), (DNNL_ARG_DIFF_DST, destination), (DNNL_ARG_DIFF_WEIGHTS, weights),
      ] + (bias.map { [(DNNL_ARG_DIFF_BIAS, $0)] } ?? []), engine: engine)
  }
}
