import CDNNL
import CKernels

/// y = f(W·x + b) for a linear map W, planned for one number of rows.
///
/// Convolutions choose the layouts of what they read and write; what comes in another layout, or is to be multiplied in
/// another precision, is copied.
public final class LinearOperation: PlannedMap {
  /// y; for images in the layout that suits the operation.
  public let destination: Tensor
  private let map: LinearMap
  private let activation: Activation
  private let engine: Engine
  private let precision: Precision
  private let weights: Tensor
  private let source: ReorderedTensor
  private let kernel: ReorderedTensor
  private let forwardDescriptor: PrimitiveDescriptor
  private let forwardPrimitive: Primitive
  /// Floating-point operations of one pass.
  private let operations: Double
  private var backwardPass: BackwardPass?

  private struct BackwardPass {
    let destinationGradient: Tensor
    var steps: [() throws(ComputeError) -> Void] = []
  }

  /// Plans the forward pass.
  ///
  /// - Parameters:
  ///   - bias: nil if a batch normalization follows, whose shift takes its place.
  ///   - outputs: the layout of y, rows first; a convolution takes no more than its dimensions.
  ///   - training: whether gradients will be asked for.
  ///   - precision: of x, W and dL/dy as factors.
  public init(
    _ map: LinearMap, source: Tensor, weights: Tensor, bias: Tensor?, outputs: Layout, activation: Activation,
    training: Bool, precision: Precision = .float32, engine: Engine
  ) throws(ComputeError) {
    let layouts = Layouts(
      source: try Self.choice(map, source.layout, precision),
      weights: precision == .float32 ? weights.layout : try .open(weights.dimensions, precision),
      destination: try Self.choice(map, outputs), bias: bias?.layout)
    let descriptor = try Self.forwardDescriptor(
      map, layouts, activation: activation, training: training, engine: engine)
    self.map = map
    self.activation = activation
    self.engine = engine
    self.precision = precision
    self.weights = weights
    operations = Self.operations(
      map, source: source.dimensions, weights: weights.dimensions, outputs: outputs.dimensions)
    forwardDescriptor = descriptor
    self.source = try ReorderedTensor(
      reading: source, as: descriptor.expectedLayout(DNNL_ARG_SRC, source.dimensions), engine: engine)
    kernel = try ReorderedTensor(
      reading: weights, as: descriptor.expectedLayout(DNNL_ARG_WEIGHTS, weights.dimensions), engine: engine)
    destination = try Tensor(descriptor.expectedLayout(DNNL_ARG_DST, outputs.dimensions))
    forwardPrimitive = try Primitive(
      descriptor,
      arguments: [
        (DNNL_ARG_SRC, self.source.tensor), (DNNL_ARG_WEIGHTS, kernel.tensor), (DNNL_ARG_DST, destination),
      ] + (bias.map { [(DNNL_ARG_BIAS, $0)] } ?? []), engine: engine)
  }

  /// The layouts of W and y that run fastest for an input of layout `source`.
  public static func preferredLayouts(
    _ map: LinearMap, source: Layout, weights: [Int], outputs: [Int], engine: Engine
  ) throws(ComputeError) -> (weights: Layout, destination: Layout) {
    let layouts = Layouts(
      source: try choice(map, source), weights: try .open(weights),
      destination: try choice(map, .plain(outputs)), bias: try .plain([outputs[1]]))
    let descriptor = try forwardDescriptor(map, layouts, activation: .identity, training: true, engine: engine)
    return (
      try descriptor.expectedLayout(DNNL_ARG_WEIGHTS, weights), try descriptor.expectedLayout(DNNL_ARG_DST, outputs)
    )
  }

  private static func choice(
    _ map: LinearMap, _ layout: Layout, _ precision: Precision = .float32
  ) throws(ComputeError) -> Layout {
    map.choosesLayouts || precision != .float32 ? try .open(layout.dimensions, precision) : layout
  }

  /// Two for each product: rows times weights, and in images at each pixel of the smaller one.
  private static func operations(_ map: LinearMap, source: [Int], weights: [Int], outputs: [Int]) -> Double {
    let image: [Int]
    switch map {
    case .dense: image = []
    case .convolution: image = Array(outputs[2...])
    case .deconvolution: image = Array(source[2...])
    }
    return 2 * ([source[0]] + weights + image).reduce(1) { $0 * Double($1) }
  }

  /// Computes y.
  public func forward() throws(ComputeError) {
    try source.run()
    try kernel.run()
    try engine.measure(.forward, operations: operations) { () throws(ComputeError) in try forwardPrimitive.execute() }
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
    var factor = gradient
    if let sourceGradient {
      let data = try planData(gradient, sourceGradient)
      pass.steps.append(data.step)
      factor = data.incoming
    }
    pass.steps.append(try planWeights(factor, weightsGradient, bias))
    backwardPass = pass
  }

  /// Computes the planned gradients.
  public func backward() throws(ComputeError) {
    guard let backwardPass else { return }
    let gradient = backwardPass.destinationGradient
    if activation != .identity {
      try engine.measure(.elementwise) { () throws(ComputeError) in
        gm_activation_backward(
          activation.kernel, Int64(gradient.buffer.count), destination.pointer, gradient.pointer)
      }
    }
    for step in backwardPass.steps { try step() }
  }

  /// - Returns: what computes dL/dx, and dL/dy as it multiplies it, which is there once that has run.
  private func planData(
    _ gradient: Tensor, _ sourceGradient: Tensor
  ) throws(ComputeError) -> (step: () throws(ComputeError) -> Void, incoming: Tensor) {
    let layouts = Layouts(
      source: try Self.choice(map, sourceGradient.layout),
      weights: map == .dense && precision == .float32 ? weights.layout : try .open(weights.dimensions, precision),
      destination: try Self.choice(map, gradient.layout, precision), bias: nil)
    let plan = try Self.dataDescriptor(map, layouts, forward: forwardDescriptor, engine: engine)
    func expected(_ argument: Int32, _ tensor: Tensor) throws(ComputeError) -> Layout {
      try plan.expectedLayout(argument, tensor.dimensions)
    }
    let incoming = try ReorderedTensor(reading: gradient, as: expected(DNNL_ARG_DIFF_DST, gradient), engine: engine)
    let kernel = try ReorderedTensor(reading: weights, as: expected(DNNL_ARG_WEIGHTS, weights), engine: engine)
    let outgoing = try ReorderedTensor(
      writing: sourceGradient, as: expected(DNNL_ARG_DIFF_SRC, sourceGradient), engine: engine)
    let primitive = try Primitive(
      plan,
      arguments: [
        (DNNL_ARG_DIFF_DST, incoming.tensor), (DNNL_ARG_WEIGHTS, kernel.tensor), (DNNL_ARG_DIFF_SRC, outgoing.tensor),
      ], engine: engine)
    let step = { [engine, operations] () throws(ComputeError) in
      try incoming.run()
      try kernel.run()
      try engine.measure(.inputGradient, operations: operations) { () throws(ComputeError) in try primitive.execute() }
      try outgoing.run()
    }
    return (step, incoming.tensor)
  }

  private func planWeights(
    _ gradient: Tensor, _ weightsGradient: Tensor, _ biasGradient: Tensor?
  ) throws(ComputeError) -> () throws(ComputeError) -> Void {
    let layouts = Layouts(
      source: try Self.choice(map, source.tensor.layout, precision),
      weights: try Self.choice(map, weightsGradient.layout),
      destination: try Self.choice(map, gradient.layout, precision), bias: biasGradient?.layout)
    let weightGradient = try WeightGradient(
      map, layouts, forward: forwardDescriptor, source: source.tensor, gradient: gradient, weights: weightsGradient,
      bias: biasGradient, precision: precision, operations: operations, engine: engine)
    return weightGradient.run
  }
}
