import Compute

/// A planned dense layer, with its batch normalization where it has one.
final class DenseLayer {
  let output: Tensor
  private let source: Tensor
  private let product: InnerProduct
  private let normalization: BatchNormalization?
  private let weight: Parameter
  private let bias: Parameter?
  private let channels: (scale: Parameter, shift: Parameter)?

  /// Plans the layer for the rows of `source`; its parameters are found in `parameters` under `name`.
  init(
    _ specification: LayerSpecification, name: String, source: Tensor, parameters: ParameterStore, training: Bool,
    engine: Engine
  ) throws(ComputeError) {
    func find(_ suffix: String) throws(ComputeError) -> Parameter {
      guard let parameter = parameters["\(name).\(suffix)"] else {
        throw ComputeError(operation: "planning \(name)", status: "it has no \(suffix)")
      }
      return parameter
    }
    let rows = source.dimensions[0], isNormalized = specification.isNormalized
    self.source = source
    weight = try find("weight")
    bias = isNormalized ? nil : try find("bias")
    output = try Tensor([rows, specification.outputs], engine: engine)
    let linear = isNormalized ? try Tensor([rows, specification.outputs], engine: engine) : output
    product = try InnerProduct(
      .init(source: source, weights: weight.value, bias: bias?.value, destination: linear),
      activation: isNormalized ? .identity : specification.activation, training: training, engine: engine)
    guard isNormalized else {
      channels = nil
      normalization = nil
      return
    }
    let (scale, shift) = (try find("scale"), try find("shift"))
    channels = (scale, shift)
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
    try product.planBackward(
      destination: outputGradient, source: sourceGradient, weights: weights, bias: bias.flatMap { gradients[$0.name] })
  }

  func forward() throws(ComputeError) {
    try product.forward()
    try normalization?.forward()
  }

  func backward() throws(ComputeError) {
    try normalization?.backward()
    try product.backward()
  }
}
