import Compute
import Data
import Language
import Model
import Plot

/// `plot weights`: the first layer's filters as small pictures.
struct PlotWeights: FigureCommand {
  static let count = Option("count", .integer(1...10_000), default: 100, "how many filters")

  let declaration = CommandDeclaration(
    "plot weights", [Self.count] + FigureKeys.all, summary: "the first layer's filters, as small pictures",
    details: """
      The encoder's kernels, or the weights of a fully connected first layer in the images' shape: blue below zero, \
      red above, on one scale; kernels of three channels as colors around gray.
      """,
    needs: [.model], returns: "a figure", examples: ["plot weights", "plot weights count=40 > figures/weights.png"],
    output: .figure)

  func draw(_ call: Call, in session: Session) throws -> Drawing {
    try Self.weightsDrawing(call, in: session)
  }
}

extension PlotWeights {
  /// The first layer's filters as small pictures.
  fileprivate static func weightsDrawing(_ call: Call, in session: Session) throws -> Drawing {
    let loaded = try session.requireModel()
    let specification = loaded.specification
    let name = specification.placedLayers(of: .encoder).first?.name ?? ""
    guard let weights = loaded.model.parameters[name + ".weight"]?.value, let shape = filterShape(weights, in: session)
    else {
      throw CommandError(
        "the first layer looks at \(specification.observed) numbers, which make no picture",
        hint: "see the layers with describe model, or take the numbers along: export weights \"weights.safetensors\"")
    }
    let all = weights.dimensions.reduce(1, *) / shape.count, count = min(call[PlotWeights.count], all)
    try FigureRoom.check(for: count, of: shape, argument: "count", call, rows: filterRows)
    let values = try weights.rowMajorValues(engine: loaded.model.engine)
    let largest = values.reduce(0) { max($0, abs($1)) }
    let filters = (0..<count).map { filter in
      picture(values[filter * shape.count..<(filter + 1) * shape.count], shape, largest: largest)
    }
    let title = "\(count == all ? "The" : "\(count) of") \(all) filters of the first layer after \(loaded.epochsText)"
    return Drawing(Figure(title: title, panels: [.pictures(PictureGrid(rows: filterRows(filters)))]), named: "weights")
  }

  private static func filterRows(_ filters: [Picture?]) -> [PictureGrid.Row] {
    stride(from: 0, to: filters.count, by: 10).map { start in
      PictureGrid.Row(label: String(start), pictures: Array(filters[start..<min(start + 10, filters.count)]))
    }
  }

  /// The shape of a filter: a kernel with its input channels, or, fully connected, the shape of the examples. Nil where
  /// that is no picture.
  fileprivate static func filterShape(_ weights: Tensor, in session: Session) -> ExampleShape? {
    let dimensions = weights.dimensions
    if dimensions.count == 4 { return .image(height: dimensions[2], width: dimensions[3], channels: dimensions[1]) }
    guard let shape = SampleComponent.shownShape(in: session), shape.isImage,
      shape.count == dimensions.dropFirst().reduce(1, *)
    else { return nil }
    return shape
  }

  /// Weights of one channel from blue over white to red, those of three as color around gray; `largest` is the end of the
  /// scale.
  fileprivate static func picture(_ weights: ArraySlice<Float>, _ shape: ExampleShape, largest: Float) -> Picture? {
    let scale = max(largest, .leastNormalMagnitude)
    guard case .image(let height, let width, let channels) = shape else { return nil }
    if channels == 3 { return Pictures.picture(weights.map { 0.5 + 0.5 * $0 / scale }, shape: shape) }
    let plane = height * width
    let pixels = weights.prefix(plane).flatMap { Diverging.pixel(Double($0 / scale)) }
    return Picture(width: width, height: height, channels: 3, pixels: pixels)
  }
}
