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
    if flat, PointwiseMap.suits(rows: rows, inputs: input.count, outputs: output.count) {
      weights = try PointwiseMap.weightLayout(dimensions)
      self.output = try layer.layout(of: output, rows: rows, map: .plain([rows, output.count]))
      return
    }
    let layouts = try LinearOperation.preferredLayouts(
      layer.map, source: flat ? .plain([rows, input.count]) : source, weights: dimensions,
      outputs: flat ? [rows, output.count] : output.dimensions(rows: rows), engine: engine)
    weights = layouts.weights
    self.output = try layer.layout(of: output, rows: rows, map: layouts.destination)
  }
}

extension LayerSpecification {
  /// The activation within the linear operation; batch normalization brings its own.
  var linearActivation: Activation { isNormalized ? .identity : activation }

  /// The layout of the layer's output: an expansion's is an image, any other that of its linear map.
  func layout(of output: LayerShape, rows: Int, map layout: Layout) throws(ComputeError) -> Layout {
    isExpansion ? try .channelsBlocked16(output.dimensions(rows: rows)) : layout
  }

  /// Whether a dense map's output becomes an image.
  var isExpansion: Bool { if case .expansion = kind { true } else { false } }
}
