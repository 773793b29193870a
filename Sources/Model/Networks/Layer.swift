import Compute

/// A planned layer: its linear map, and its batch normalization where it has one.
final class Layer {
  /// What the next layer reads.
  let output: Tensor
  private let source: Tensor
  private let operation: LinearOperation
  /// The operation's output under the shape it has for what follows: the same memory.
  private let linear: Tensor
  private let normalization: BatchNormalization?
  private let weight: Parameter
  private let bias: Parameter?
  private let channels: (scale: Parameter, shift: Parameter)?
  private let engine: Engine

  /// Plans the layer for the rows of `source`; its parameters are found in `parameters` under `name`.
  init(
    _ specification: LayerSpecification, name: String, source: Tensor, shape: LayerShape, parameters: ParameterStore,
    training: Bool, engine: Engine
  ) throws(ComputeError) {
    func find(_ suffix: String) throws(ComputeError) -> Parameter {
      guard let parameter = parameters["\(name).\(suffix)"] else {
        throw ComputeError(operation: "planning \(name)", status: "it has no \(suffix)")
      }
      return parameter
    }
    let rows = source.dimensions[0], isNormalized = specification.isNormalized
    self.source = source
    self.engine = engine
    weight = try find("weight")
    bias = isNormalized ? nil : try find("bias")
    let outputs = specification.isExpansion ? LayerShape.vector(shape.count) : shape
    operation = try LinearOperation(
      specification.map, source: source, weights: weight.value, bias: bias?.value,
      outputs: outputs.dimensions(rows: rows), activation: isNormalized ? .identity : specification.activation,
      training: training, engine: engine)
    linear =
      specification.isExpansion
      ? try Tensor(.plain(shape.dimensions(rows: rows)), in: operation.destination.buffer, engine: engine)
      : operation.destination
    guard isNormalized else {
      channels = nil
      normalization = nil
      output = linear
      return
    }
    let (scale, shift) = (try find("scale"), try find("shift"))
    channels = (scale, shift)
    output = try Tensor(linear.layout, engine: engine)
    normalization = try BatchNormalization(
      source: linear, destination: output,
      channels: .init(
        scale: scale.value, shift: shift.value, mean: try find("mean").value, variance: try find("variance").value),
      training: training, engine: engine)
  }

  /// Plans gradients: `outputGradient` is dL/d output, overwritten on the way; `sourceGradient` receives dL/d source.
  func planBackward(
    outputGradient: Tensor, sourceGradient: Tensor?, gradients: Gradients
  ) throws(ComputeError) {
    if let channels, let scale = gradients[channels.scale.name], let shift = gradients[channels.shift.name] {
      try normalization?.planBackward(gradient: outputGradient, scale: scale, shift: shift)
    }
    guard let weights = gradients[weight.name] else { return }
    let linearGradient =
      linear === operation.destination
      ? outputGradient : try Tensor(operation.destination.layout, in: outputGradient.buffer, engine: engine)
    try operation.planBackward(
      destination: linearGradient, source: sourceGradient, weights: weights, bias: bias.flatMap { gradients[$0.name] })
  }

  func forward() throws(ComputeError) {
    try operation.forward()
    try normalization?.forward()
  }

  func backward() throws(ComputeError) {
    try normalization?.backward()
    try operation.backward()
  }
}
