import CKernels

extension Normalization {
  /// y = max(0, γ (x - μ)/√(σ² + ε) + β) with μ and σ² of each example, over all of its numbers, and γ and β of each channel
  /// (Ba, Kiros and Hinton 2016). The same in training and evaluation, and for a batch of one.
  public static let layer = Normalization(mark: "~", name: "layer normalization", hasStatistics: false) {
    (engine, source, parameters, _) throws(ComputeError) in
    try LayerNormalization(source: source, parameters: parameters, engine: engine)
  }
}

/// Layer normalization by kernels that read rows, or channel planes.
final class LayerNormalization: PlannedNormalization {
  let destination: Tensor
  private let source: ReorderedTensor
  private let parameters: NormalizationParameters
  private let channels, pixels: Int64
  /// Of each example: the mean, and the inverse of the root.
  private let moments: Buffer
  private let engine: Engine
  private var gradients: (incoming: Tensor, scale: Tensor, shift: Tensor)?

  init(source: Tensor, parameters: NormalizationParameters, engine: Engine) throws(ComputeError) {
    let dimensions = source.dimensions
    self.source = try ReorderedTensor(reading: source, as: .plain(dimensions), engine: engine)
    self.parameters = parameters
    self.engine = engine
    channels = Int64(dimensions[1])
    pixels = Int64(dimensions.dropFirst(2).reduce(1, *))
    moments = try Buffer(count: 2 * dimensions[0])
    destination = try Tensor(dimensions)
  }

  private var batch: Int64 { Int64(destination.dimensions[0]) }

  func forward() throws(ComputeError) {
    try source.run()
    try engine.measure(.normalization) { () throws(ComputeError) in
      gm_layer_normalize(
        batch, channels, pixels, BatchNormalization.epsilon, source.tensor.pointer, parameters.scale.pointer,
        parameters.shift.pointer, moments.pointer, destination.pointer)
    }
  }

  func planBackward(gradient: Tensor, scale: Tensor, shift: Tensor) throws(ComputeError) {
    guard gradient.layout == destination.layout else {
      throw ComputeError(operation: "planning a normalization's gradient", status: "its layout is not the output's")
    }
    gradients = (gradient, scale, shift)
  }

  func backward() throws(ComputeError) {
    guard let gradients else { return }
    try engine.measure(.normalization) { () throws(ComputeError) in
      gm_layer_normalize_backward(
        batch, channels, pixels, source.tensor.pointer, parameters.scale.pointer, parameters.shift.pointer,
        moments.pointer, gradients.incoming.pointer, gradients.scale.pointer, gradients.shift.pointer)
    }
  }
}
