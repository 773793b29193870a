import Compute

/// The layouts of a layer's weights and output for an input of a given layout.
struct LayerLayouts {
  let weights: Layout
  let output: Layout

  /// - Parameters:
  ///   - input: the shape before the layer.
  ///   - output: the shape after it.
  ///   - source: the layout of what it reads, rows first.
  init(
    _ layer: LayerSpecification, from input: LayerShape, to output: LayerShape, source: Layout, engine: Engine
  ) throws(ComputeError) {
    let rows = source.dimensions[0], dimensions = layer.weightDimensions(for: input)
    if layer.isColumnDeconvolution {
      weights = try ColumnDeconvolution.weightLayout(dimensions)
      self.output = try .plain(output.dimensions(rows: rows))
      return
    }
    let flat = layer.map == .dense
    let layouts = try LinearOperation.preferredLayouts(
      layer.map, source: flat ? .plain([rows, input.count]) : source, weights: dimensions,
      outputs: flat ? [rows, output.count] : output.dimensions(rows: rows), engine: engine)
    weights = layouts.weights
    self.output = try layer.isExpansion ? .channelsBlocked16(output.dimensions(rows: rows)) : layouts.destination
  }
}

extension LayerSpecification {
  /// Whether a dense map's output becomes an image.
  var isExpansion: Bool { if case .expansion = kind { true } else { false } }
}
