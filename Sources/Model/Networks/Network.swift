import Compute

/// One of the model's three networks, planned for one number of rows.
final class Network {
  let input: Tensor
  let output: Tensor
  private let layers: [DenseLayer]
  private let engine: Engine

  init(
    _ kind: ModelSpecification.NetworkKind, of specification: ModelSpecification, input: Tensor,
    parameters: ParameterStore, training: Bool, engine: Engine
  ) throws(ComputeError) {
    var source = input
    var planned: [DenseLayer] = []
    for (index, layer) in specification.layers(of: kind).enumerated() {
      planned.append(
        try DenseLayer(
          layer, name: specification.layerName(kind, index), source: source, parameters: parameters,
          training: training, engine: engine))
      source = planned[index].output
    }
    self.input = input
    self.engine = engine
    layers = planned
    output = source
  }

  /// Plans the gradients of all layers into `gradients`; `inputGradient` receives dL/d input, nil where nobody needs it.
  ///
  /// - Returns: dL/d output, to be filled before each backward pass.
  func planBackward(inputGradient: Tensor?, gradients: Gradients) throws(ComputeError) -> Tensor {
    let outputGradient = try Tensor(output.dimensions, engine: engine)
    var gradient = outputGradient
    for (index, layer) in layers.enumerated().reversed() {
      let below = index > 0 ? try Tensor(layers[index - 1].output.dimensions, engine: engine) : inputGradient
      try layer.planBackward(outputGradient: gradient, sourceGradient: below, gradients: gradients)
      if let below { gradient = below }
    }
    return outputGradient
  }

  func forward() throws(ComputeError) {
    for layer in layers { try layer.forward() }
  }

  func backward() throws(ComputeError) {
    for layer in layers.reversed() { try layer.backward() }
  }
}
