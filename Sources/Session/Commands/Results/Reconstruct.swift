import Data
import Language
import Model
import Plot

/// `reconstruct` and `plot reconstructions`: examples and what the model makes of them at their posterior means.
struct Reconstruct: FigureCommand {
  let declaration: CommandDeclaration

  /// The same under two names.
  init(_ name: String) {
    declaration = CommandDeclaration(
      name, [Self.examples, Share.key] + FigureKeys.all, summary: "show examples above their reconstructions",
      needs: [.data, .model], returns: "a figure; its examples are a table: example, y1, y2, …",
      examples: [name, "\(name) 12", "\(name) [3, 17, 42]", "\(name) 0..<8 on=train"], output: .examples)
  }

  static let examples = Parameter(
    "examples", .chosen, otherwise: "10",
    "how many examples (one number), or which (a list, a range, several numbers), counted from 0")

  func draw(_ call: Call, in session: Session) throws -> Drawing {
    let (dataset, loaded) = try session.requireBoth()
    let share = try Share.asked(by: call, of: dataset)
    let examples = share.examples(of: dataset)
    let indices =
      try call[Self.examples]?.indices(of: examples, share, dataset, form: "reconstruct")
      ?? Array(0..<min(examples.count, examples.shape.isImage ? 10 : 2000))
    let captions = Self.captions(indices, examples, dataset.classes)
    try FigureRoom.check(for: indices.count, of: examples.shape, argument: "examples", call) { blank in
      Self.reconstructionRows(blank, blank, captions)
    }
    try loaded.checkMemory(toDraw: indices.count, besideOriginals: true, argument: "examples")
    let encoding = try loaded.encoding(of: share, in: dataset, id: session.state.data.id)
    let latents = indices.flatMap { encoding.latentMeans[$0 * encoding.latent..<($0 + 1) * encoding.latent] }
    let batches = examples.batchCodes(for: loaded.specification)
    let decoded = try loaded.evaluator().decode(latents, batches: batches.map { codes in indices.map { codes[$0] } })
    let originals = indices.flatMap { examples.example($0) }
    let figure =
      try examples.shape.isImage
      ? Self.reconstructionGrid(originals, decoded, examples.shape, captions)
      : Self.reconstructionCharts(originals, decoded, indices, examples, dataset)
    return Drawing(
      figure, named: "reconstructions",
      fields: [ExampleTable.field("example", indices.map(Double.init), decoded, loaded.units)])
  }
}

extension Reconstruct {
  fileprivate static let reconstructionTitle = "Reconstructions at the posterior means"

  fileprivate static func reconstructionGrid(
    _ originals: [Float], _ decoded: [Float], _ shape: ExampleShape, _ captions: [String]
  ) throws -> Figure {
    let rows = reconstructionRows(
      try Pictures.pictures(originals, shape: shape), try Pictures.pictures(decoded, shape: shape), captions)
    return Figure(title: Self.reconstructionTitle, panels: [.pictures(PictureGrid(rows: rows))])
  }

  fileprivate static func reconstructionRows(
    _ above: [Picture?], _ below: [Picture?], _ captions: [String]
  ) -> [PictureGrid.Row] {
    stride(from: 0, to: above.count, by: 10).flatMap { start in
      let range = start..<min(start + 10, above.count)
      return [
        PictureGrid.Row(
          label: "original", pictures: Array(above[range]), startsGroup: start > 0, captions: Array(captions[range])),
        PictureGrid.Row(label: "reconstruction", pictures: Array(below[range])),
      ]
    }
  }

  /// Each example's number, and its label where all names are short.
  fileprivate static func captions(_ indices: [Int], _ examples: Examples, _ classes: [String]) -> [String] {
    guard let labels = examples.labels, classes.allSatisfy({ $0.count <= 2 }) else { return indices.map(String.init) }
    return indices.map { labels[$0] < 0 ? String($0) : "\($0): \(classes[labels[$0]])" }
  }

  fileprivate static func reconstructionCharts(
    _ originals: [Float], _ decoded: [Float], _ indices: [Int], _ examples: Examples, _ dataset: Dataset
  ) -> Figure {
    let plane = Plane(originals, dimensions: examples.shape.count, symbol: "y", projected: false, units: dataset.units)
    let coloring =
      dataset.labeling(of: examples).map { labeling in
        Points.Coloring.categories(indices.map { labeling.labels[$0] }, names: labeling.names, title: "label")
      } ?? .single(.category(0))
    let all = plane.places(originals + decoded)
    let panels = [("Originals", originals), ("Reconstructions", decoded)].map { title, values in
      let places = plane.places(values)
      return Panel.chart(
        Chart(
          title: title, xAxis: shared(plane.axis(0), all.x), yAxis: shared(plane.axis(1), all.y),
          aspect: plane.aspect,
          marks: [.points(Points(x: places.x, y: places.y, coloring: coloring))]))
    }
    return Figure(title: Self.reconstructionTitle, panels: panels, columns: 2)
  }

  /// The axis with limits that hold for both panels, so that they can be compared.
  fileprivate static func shared(_ axis: Axis, _ values: [Double]) -> Axis {
    guard let least = values.min(), let greatest = values.max() else { return axis }
    var axis = axis
    axis.lower = least - 0.05 * (greatest - least)
    axis.upper = greatest + 0.05 * (greatest - least)
    return axis
  }
}
