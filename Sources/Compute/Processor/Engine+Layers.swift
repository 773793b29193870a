/// How the processor computes layers.
extension Engine {
  /// With fewer rows a dense layer gains less by products of rounded numbers than rounding its weights takes. Preset mnist-fc on two
  /// Zen 5 cores, float32 to bf16: 100 rows 18.0 to 23.6 ms, 250 rows 41.7 to 36.8 ms, 500 rows 78.0 to 57.3 ms.
  private static let fewestRoundedRows = 200

  private static let smallWeights = 100_000

  /// Chooses by sizes alone, so that the same model has the same plan on the same processor.
  public func plan(_ layer: LinearLayer, source: Layout) throws(ComputeError) -> LayerPlan {
    if layer.isDeconvolutionToFewChannels {
      return LayerPlan(
        .columns, weights: try ColumnDeconvolution.weightLayout(layer.weights), output: try .plain(layer.output))
    }
    if layer.map == .dense {
      return LayerPlan(
        .blocked, weights: try BlockedMap.weightLayout(layer.weights), output: try .plain(layer.output))
    }
    let layouts = try LinearOperation.preferredLayouts(
      layer.map, source: source, weights: layer.weights, outputs: layer.output, engine: self)
    return LayerPlan(.convolution, weights: layouts.weights, output: layouts.destination)
  }

  /// Plans a layer for the rows of `source`.
  public func prepare(
    _ layer: LinearLayer, by method: LayerMethod, source: Tensor, weights: Tensor, bias: Tensor?, training: Bool,
    precision: Precision
  ) throws(ComputeError) -> any PlannedMap {
    let isRounded = precision != .float32 && source.dimensions[0] >= Self.fewestRoundedRows
    // A part of a batch in training has one thread, so that oneDNN cannot divide its sums either, and is a little faster at small ones:
    // a step of the arcs takes 0.8 ms of one core, and 1.0 with `BlockedMap`. Without AVX-512 it has no fast code for weights
    // in blocks of 16 × 16: its reference loops take 4.5 billion instructions for a step of the arcs, and ours 18 million.
    let isSmallPart =
      training && isSibling && Engine.instructionSet == "avx512" && weights.dimensions.reduce(1, *) < Self.smallWeights
    switch (method, layer.map) {
    case (.columns, .deconvolution(let stride, let padding)):
      return try ColumnDeconvolution(
        stride: stride, padding: padding, source: source, weights: weights, bias: bias, outputs: layer.output,
        training: training, engine: self)
    case (.blocked, _) where !isRounded && !isSmallPart:
      return try BlockedMap(
        source: source, weights: weights, bias: bias, activation: layer.activation, engine: self)
    default:
      return try LinearOperation(
        layer.map, source: source, weights: weights, bias: bias, outputs: .plain(layer.output),
        activation: layer.activation, training: training, precision: isSmallPart ? .float32 : precision, engine: self)
    }
  }

  /// Plans a normalization.
  public func prepare(
    _ normalization: Normalization, source: Tensor, parameters: NormalizationParameters, training: Bool
  ) throws(ComputeError) -> any PlannedNormalization {
    try normalization.prepare(self, source, parameters, training)
  }

  /// Plans a copy.
  public func prepareReorder(
    from source: Tensor, to destination: Tensor
  ) throws(ComputeError) -> any PlannedCopy {
    try Reorder(from: source, to: destination, engine: self)
  }

  /// Channels in blocks of 16, as convolutions read them fastest.
  public func imageLayout(_ dimensions: [Int]) throws(ComputeError) -> Layout { try .channelsBlocked16(dimensions) }
}

extension LinearLayer {
  /// Whether `ColumnDeconvolution` runs it faster.
  fileprivate var isDeconvolutionToFewChannels: Bool {
    guard case .deconvolution = map, hasBias, activation == .identity else { return false }
    return weights[0] <= ColumnDeconvolution.mostChannels
  }
}
