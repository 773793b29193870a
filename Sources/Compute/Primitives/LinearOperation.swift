import CDNNL
import CKernels

/// y = f(W·x + b) for a linear map W, planned for one number of rows.
///
/// Convolutions choose the layouts of what they read and write; what comes in another layout is copied.
public final class LinearOperation: PlannedMap {
  /// y; for images in the layout that suits the operation.
  public let destination: Tensor
  private let map: LinearMap
  private let activation: Activation
  private let engine: Engine
  private let weights: Tensor
  private let source: Bridge
  private let forwardDescriptor: PrimitiveDescriptor
  private let forwardPrimitive: Primitive
  private var backwardPass: BackwardPass?

  private struct BackwardPass {
    let destinationGradient: Tensor
    var steps: [() throws(ComputeError) -> Void] = []
  }

  /// Plans the forward pass.
  ///
  /// - Parameters:
  ///   - bias: nil where a batch normalization follows, whose shift takes its place.
  ///   - outputs: dimensions of y, rows first.
  ///   - training: whether gradients will be asked for.
  public init(
    _ map: LinearMap, source: Tensor, weights: Tensor, bias: Tensor?, outputs: [Int], activation: Activation,
    training: Bool, engine: Engine
  ) throws(ComputeError) {
    let layouts = Layouts(
      source: try Self.choice(map, source.layout), weights: weights.layout,
      destination: try Self.choice(map, .plain(outputs)), bias: bias?.layout)
    let descriptor = try Self.forwardDescriptor(
      map, layouts, activation: activation, training: training, engine: engine)
    self.map = map
    self.activation = activation
    self.engine = engine
    self.weights = weights
    forwardDescriptor = descriptor
    self.source = try Bridge(
      reading: source, as: descriptor.expectedLayout(DNNL_ARG_SRC, source.dimensions), engine: engine)
    destination = try Tensor(descriptor.expectedLayout(DNNL_ARG_DST, outputs), engine: engine)
    forwardPrimitive = try Primitive(
      descriptor,
      arguments: [
        (DNNL_ARG_SRC, self.source.tensor), (DNNL_ARG_WEIGHTS, weights), (DNNL_ARG_DST, destination),
      ] + (bias.map { [(DNNL_ARG_BIAS, $0)] } ?? []), engine: engine)
  }

  /// The layouts of W and y that run fastest for an input of layout `source`.
  public static func preferredLayouts(
    _ map: LinearMap, source: Layout, weights: [Int], outputs: [Int], engine: Engine
  ) throws(ComputeError) -> (weights: Layout, destination: Layout) {
    let layouts = Layouts(
      source: try choice(map, source), weights: try .open(weights), destination: try choice(map, .plain(outputs)),
      bias: try .plain([outputs[1]]))
    let descriptor = try forwardDescriptor(map, layouts, activation: .identity, training: true, engine: engine)
    return (
      try descriptor.expectedLayout(DNNL_ARG_WEIGHTS, weights), try descriptor.expectedLayout(DNNL_ARG_DST, outputs)
    )
  }

  /// Dense maps take their input and give their output as they lie; convolutions choose.
  private static func choice(_ map: LinearMap, _ layout: Layout) throws(ComputeError) -> Layout {
    map == .dense ? layout : try .open(layout.dimensions)
  }

  /// Computes y.
  public func forward() throws(ComputeError) {
    try source.run()
    try forwardPrimitive.execute()
  }

  /// Plans the backward pass.
  ///
  /// - Parameters:
  ///   - destination: dL/dy on entry, in y's layout, overwritten by the gradient before the activation.
  ///   - source: receives dL/dx; nil for a first layer, which needs none.
  ///   - weights: receives dL/dW, in the layout of W.
  ///   - bias: receives dL/db.
  public func planBackward(
    destination gradient: Tensor, source sourceGradient: Tensor?, weights weightsGradient: Tensor, bias: Tensor?
  ) throws(ComputeError) {
    var pass = BackwardPass(destinationGradient: gradient)
    if let sourceGradient { pass.steps.append(try planData(gradient, sourceGradient)) }
    pass.steps.append(try planWeights(gradient, weightsGradient, bias))
    backwardPass = pass
  }

  /// Computes the planned gradients.
  public func backward() throws(ComputeError) {
    guard let backwardPass else { return }
    let gradient = backwardPass.destinationGradient
    if activation != .identity {
      gm_activation_backward(
        activation.kernel, Int64(gradient.buffer.count), destination.pointer, gradient.pointer)
    }
    for step in backwardPass.steps { try step() }
  }

  private func planData(
    _ gradient: Tensor, _ sourceGradient: Tensor
  ) throws(ComputeError) -> () throws(ComputeError) -> Void {
    let layouts = Layouts(
      source: try Self.choice(map, sourceGradient.layout),
      weights: map == .dense ? weights.layout : try .open(weights.dimensions),
      destination: try Self.choice(map, gradient.layout), bias: nil)
    let plan = try Self.dataDescriptor(map, layouts, forward: forwardDescriptor, engine: engine)
    func expected(_ argument: Int32, _ tensor: Tensor) throws(ComputeError) -> Layout {
      try plan.expectedLayout(argument, tensor.dimensions)
    }
    let incoming = try Bridge(reading: gradient, as: expected(DNNL_ARG_DIFF_DST, gradient), engine: engine)
    let kernel = try Bridge(reading: weights, as: expected(DNNL_ARG_WEIGHTS, weights), engine: engine)
    let outgoing = try Bridge(writing: sourceGradient, as: expected(DNNL_ARG_DIFF_SRC, sourceGradient), engine: engine)
    let primitive = try Primitive(
      plan,
      arguments: [
        (DNNL_ARG_DIFF_DST, incoming.tensor), (DNNL_ARG_WEIGHTS, kernel.tensor), (DNNL_ARG_DIFF_SRC, outgoing.tensor),
      ], engine: engine)
    return { () throws(ComputeError) in
      try incoming.run()
      try kernel.run()
      try primitive.execute()
      try outgoing.run()
    }
  }

  private func planWeights(
    _ gradient: Tensor, _ weightsGradient: Tensor, _ biasGradient: Tensor?
  ) throws(ComputeError) -> () throws(ComputeError) -> Void {
    let layouts = Layouts(
      source: try Self.choice(map, source.tensor.layout),
      weights: map == .dense ? weightsGradient.layout : try .open(weightsGradient.dimensions),
      destination: try Self.choice(map, gradient.layout), bias: biasGradient?.layout)
    let plan = try Self.weightsDescriptor(map, layouts, forward: forwardDescriptor, engine: engine)
    func expected(_ argument: Int32, _ tensor: Tensor) throws(ComputeError) -> Layout {
      try plan.expectedLayout(argument, tensor.dimensions)
    }
    let input = try Bridge(reading: source.tensor, as: expected(DNNL_ARG_SRC, source.tensor), engine: engine)
    let incoming = try Bridge(reading: gradient, as: expected(DNNL_ARG_DIFF_DST, gradient), engine: engine)
    let outgoing = try Bridge(
      writing: weightsGradient, as: expected(DNNL_ARG_DIFF_WEIGHTS, weightsGradient), engine: engine)
    let primitive = try Primitive(
      plan,
      arguments: [
        (DNNL_ARG_SRC, input.tensor), (DNNL_ARG_DIFF_DST, incoming.tensor), (DNNL_ARG_DIFF_WEIGHTS, outgoing.tensor),
      ] + (biasGradient.map { [(DNNL_ARG_DIFF_BIAS, $0)] } ?? []), engine: engine)
    return { () throws(ComputeError) in
      try input.run()
      try incoming.run()
      try primitive.execute()
      try outgoing.run()
    }
  }
}
