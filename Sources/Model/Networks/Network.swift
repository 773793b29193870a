import Compute

/// One of the model's three networks, planned for one number of rows.
final class Network {
  /// The heads, row-major: rows × numbers an example.
  let output: Tensor
  private let layers: [Layer]
  /// Brings the last layer's output into row-major order, where the engine chose another.
  private let flattening: (any PlannedCopy)?
  private var unflattening: (any PlannedCopy)?
  private let backend: any Backend

  init(
    _ kind: ModelSpecification.NetworkKind, of specification: ModelSpecification, input: Tensor,
    parameters: ParameterStore, training: Bool, precision: Precision, on backend: any Backend
  ) throws(ComputeError) {
    let rows = input.dimensions[0], placed = specification.placedLayers(of: kind)
    var source = try Tensor(
      .plain(specification.input(of: kind).dimensions(rows: rows)), in: input.buffer)
    var planned: [Layer] = []
    for place in placed {
      let layer = try ComputeError.naming("\(rows) rows of \(place.name), \(place.output) numbers each") {
        () throws(ComputeError) in
        try Layer(
          place, source: source, parameters: parameters, training: training, precision: precision, on: backend)
      }
      planned.append(layer)
      source = layer.output
    }
    let plain = try Layout.plain(source.dimensions)
    let flat = try Layout.plain([rows, source.dimensions.dropFirst().reduce(1, *)])
    let isFlat = source.layout == plain
    let flattened = isFlat ? source : try Tensor(plain)
    self.backend = backend
    layers = planned
    flattening = isFlat ? nil : try backend.prepareReorder(from: source, to: flattened)
    output = try Tensor(flat, in: flattened.buffer)
  }

  /// Plans the gradients of all layers into `gradients`; `inputGradient` receives dL/d input, nil where nobody needs it.
  ///
  /// - Returns: dL/d output, row-major, to be filled before each backward pass.
  func planBackward(inputGradient: Tensor?, gradients: Gradients) throws(ComputeError) -> Tensor {
    let outputGradient = try Tensor(output.dimensions)
    var gradient = try lastGradient(from: outputGradient)
    for (index, layer) in layers.enumerated().reversed() {
      let below = try ComputeError.naming("the gradients of \(layer.name)") { () throws(ComputeError) in
        let below = index > 0 ? try Tensor(layers[index - 1].output.layout) : inputGradient
        try layer.planBackward(outputGradient: gradient, sourceGradient: below, gradients: gradients)
        return below
      }
      if let below { gradient = below }
    }
    return outputGradient
  }

  /// The gradient in the last layer's own layout.
  private func lastGradient(from outputGradient: Tensor) throws(ComputeError) -> Tensor {
    guard let last = layers.last?.output else { return outputGradient }
    guard flattening != nil else { return try Tensor(last.layout, in: outputGradient.buffer) }
    let plain = try Tensor(.plain(last.dimensions), in: outputGradient.buffer)
    let gradient = try Tensor(last.layout)
    unflattening = try backend.prepareReorder(from: plain, to: gradient)
    return gradient
  }

  func forward() throws(ComputeError) {
    for layer in layers { try layer.forward() }
    try flattening?.execute()
  }

  func backward() throws(ComputeError) {
    try unflattening?.execute()
    for layer in layers.reversed() { try layer.backward() }
  }
}
