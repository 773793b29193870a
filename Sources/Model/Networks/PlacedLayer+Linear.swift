import Compute

extension PlacedLayer {
  /// The layer's linear map for so many rows. A dense map reads rows of numbers and gives such, images or not.
  func linearLayer(rows: Int) -> LinearLayer {
    LinearLayer(
      layer.map, activation: layer.linearActivation, hasBias: !layer.isNormalized,
      input: isFlat ? [rows, input.count] : input.dimensions(rows: rows),
      weights: layer.weightDimensions(for: input),
      output: isFlat ? [rows, output.count] : output.dimensions(rows: rows))
  }

  /// Whether its map is dense.
  var isFlat: Bool { layer.map == .dense }
}

extension LayerSpecification {
  /// The activation within the linear map; batch normalization brings its own.
  var linearActivation: Activation { isNormalized ? .identity : activation }

  /// Whether a dense map's output becomes an image.
  var isExpansion: Bool { if case .expansion = kind { true } else { false } }
}
