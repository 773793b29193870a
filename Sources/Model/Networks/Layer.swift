import Compute

/// A planned layer: its linear map, and its batch normalization if it has one.
final class Layer {
  /// What the next layer reads.
  let output: Tensor
  private let operation: any PlannedMap
  /// Brings an image into the rows that a dense map reads; and the rows a dense map gives into an image.
  private let flattening: Reshape?
  private let expansion: Reshape?
  private let normalization: (any PlannedNormalization)?
  private let weight: Parameter
  private let bias: Parameter?
  private let channels: (scale: Parameter, shift: Parameter)?
  private let backend: any Backend
  let name: String

  /// Plans the layer for the rows of `source`; its parameters are found in `parameters` under its name.
  init(
    _ placed: PlacedLayer, source: Tensor, parameters: ParameterStore, training: Bool, precision: Precision,
    on backend: any Backend
  ) throws(ComputeError) {
    let name = placed.name
    func find(_ suffix: String) throws(ComputeError) -> Parameter {
      guard let parameter = parameters["\(name).\(suffix)"] else {
        throw ComputeError(operation: "planning \(name)", status: "it has no \(suffix)")
      }
      return parameter
    }
    let rows = source.dimensions[0], isNormalized = placed.layer.isNormalized
    self.backend = backend
    self.name = name
    weight = try find("weight")
    bias = isNormalized ? nil : try find("bias")
    flattening = placed.isFlat && source.dimensions.count > 2 ? try Reshape(flattening: source, on: backend) : nil
    guard let method = weight.method else {
      throw ComputeError(operation: "planning \(name)", status: "its weight has no plan")
    }
    operation = try backend.prepare(
      placed.linearLayer(rows: rows), by: method, source: flattening?.result ?? source, weights: weight.value,
      bias: bias?.value, training: training, precision: precision)
    expansion =
      placed.layer.isExpansion
      ? try Reshape(expanding: operation.destination, to: placed.output.dimensions(rows: rows), on: backend) : nil
    let linear = expansion?.result ?? operation.destination
    guard let normalization = placed.layer.normalization else {
      channels = nil
      self.normalization = nil
      output = linear
      return
    }
    let (scale, shift) = (try find("scale"), try find("shift"))
    channels = (scale, shift)
    let statistics = normalization.hasStatistics ? (try find("mean").value, try find("variance").value) : nil
    let planned = try backend.prepare(
      normalization, source: linear,
      parameters: NormalizationParameters(scale: scale.value, shift: shift.value, statistics: statistics),
      training: training)
    self.normalization = planned
    output = planned.destination
  }

  /// Plans gradients: `outputGradient` is dL/d output, overwritten on the way; `sourceGradient` receives dL/d source.
  func planBackward(
    outputGradient: Tensor, sourceGradient: Tensor?, gradients: Gradients
  ) throws(ComputeError) {
    if let channels, let scale = gradients[channels.scale.name], let shift = gradients[channels.shift.name] {
      try normalization?.planBackward(gradient: outputGradient, scale: scale, shift: shift)
    }
    guard let weights = gradients[weight.name] else { return }
    var outgoing = sourceGradient
    if let flattening, let sourceGradient {
      outgoing = try flattening.planBackward(into: sourceGradient, on: backend)
    }
    try operation.planBackward(
      destination: expansion?.planBackward(outputGradient, on: backend) ?? outputGradient, source: outgoing,
      weights: weights, bias: bias.flatMap { gradients[$0.name] })
    gradients.planStep(of: weight, by: operation)
  }

  func forward() throws(ComputeError) {
    backend.profile?.place = name
    try flattening?.forward()
    try operation.forward()
    try expansion?.forward()
    try normalization?.forward()
  }

  func backward() throws(ComputeError) {
    backend.profile?.place = name
    try normalization?.backward()
    try expansion?.backward()
    try operation.backward()
    try flattening?.backward()
  }
}
