/// How the processor computes layers.
extension Engine {
  /// With fewer rows a dense layer gains less by products of rounded numbers than rounding its weights takes. Preset mnist-fc on two
  /// Zen 5 cores, float32 to bf16: 100 rows 18.0 to 23.6 ms, 250 rows 41.7 to 36.8 ms, 500 rows 78.0 to 57.3 ms.
  private static let fewestRoundedRows = 200

  /// Chooses by sizes alone, so that the same model has the same plan on the same processor.
  public func plan(_ layer: LinearLayer, source: Layout) throws(ComputeError) -> LayerPlan {
    if layer.isDeconvolutionToFewChannels {
      return LayerPlan(
        .columns, weights: try ColumnDeconvolution.weightLayout(layer.weights), output: try .plain(layer.output))
    }
    let blocked = BlockedMap.isFast ? LayerMethod.blocked : .pointwise
    guard layer.map == .dense else {
      let layouts = try preferredLayouts(layer, source)
      return LayerPlan(.convolution, weights: layouts.weights, output: layouts.destination)
    }
    let blocks = try PointwiseMap.weightLayout(layer.weights)
    if PointwiseMap.suits(rows: layer.input[0], inputs: layer.input[1], outputs: layer.output[1]) {
      return LayerPlan(blocked, weights: blocks, output: try .plain(layer.output))
    }
    let layouts = try preferredLayouts(layer, source)
    // oneDNN wants the same blocks for some small layers.
    return LayerPlan(
      layouts.weights == blocks ? blocked : .innerProduct, weights: layouts.weights, output: layouts.destination)
  }

  private func preferredLayouts(
    _ layer: LinearLayer, _ source: Layout
  ) throws(ComputeError) -> (weights: Layout, destination: Layout) {
    try LinearOperation.preferredLayouts(
      layer.map, source: source, weights: layer.weights, outputs: layer.output, engine: self)
  }

  /// Plans a layer for the rows of `source`.
  public func prepare(
    _ layer: LinearLayer, by method: LayerMethod, source: Tensor, weights: Tensor, bias: Tensor?, training: Bool,
    precision: Precision
  ) throws(ComputeError) -> any PlannedMap {
    let isRounded = precision != .float32 && source.dimensions[0] >= Self.fewestRoundedRows
    switch (method, layer.map) {
    case (.columns, .deconvolution(let stride, let padding)):
      return try ColumnDeconvolution(
        stride: stride, padding: padding, source: source, weights: weights, bias: bias, outputs: layer.output,
        training: training, engine: self)
    case (.blocked, _) where !isRounded:
      return try BlockedMap(
        source: source, weights: weights, bias: bias, activation: layer.activation, engine: self)
    case (.pointwise, _) where !isRounded:
      return try PointwiseMap(
        source: source, weights: weights, bias: bias, activation: layer.activation, training: training, engine: self)
    default:
      return try LinearOperation(
        layer.map, source: source, weights: weights, bias: bias, outputs: .plain(layer.output),
        activation: layer.activation, training: training,
        precision: method == .innerProduct ? .float32 : precision, engine: self)
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
