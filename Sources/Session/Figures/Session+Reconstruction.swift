import Data
import Language
import Model
import Plot

extension Session {
  private static let reconstructionTitle = "Reconstructions at the posterior means"

  /// Examples and what the model makes of them at their posterior means.
  func reconstruct(_ invocation: Invocation) throws -> Value {
    let (dataset, loaded) = try requireBoth()
    let share = Share(invocation)
    let examples = share.examples(of: dataset)
    let indices =
      try chosenExamples(invocation, examples, share, form: "reconstruct")
      ?? Array(0..<min(examples.count, examples.shape.isImage ? 10 : 2000))
    try checkMemory(toDraw: indices.count, besideOriginals: true, of: loaded, argument: "examples")
    let encoding = try loaded.encoding(of: share, in: dataset, id: datasetID)
    let latents = indices.flatMap { encoding.latentMeans[$0 * encoding.latent..<($0 + 1) * encoding.latent] }
    let decoded = try loaded.evaluator().decode(latents)
    let originals = indices.flatMap { examples.example($0) }
    let figure =
      try examples.shape.isImage
      ? reconstructionGrid(originals, decoded, indices, examples, dataset)
      : reconstructionCharts(originals, decoded, indices, examples, dataset)
    return try draw(
      figure, named: "reconstructions", for: invocation,
      extra: [ExampleTable.field("example", indices.map(Double.init), decoded, loaded.units)])
  }

  private func reconstructionGrid(
    _ originals: [Float], _ decoded: [Float], _ indices: [Int], _ examples: Examples, _ dataset: Dataset
  ) throws -> Figure {
    let above = try Pictures.pictures(originals, shape: examples.shape)
    let below = try Pictures.pictures(decoded, shape: examples.shape)
    let captions = captions(indices, examples, dataset.classes)
    let rows = stride(from: 0, to: indices.count, by: 10).flatMap { start in
      let range = start..<min(start + 10, indices.count)
      return [
        PictureGrid.Row(
          label: "original", pictures: Array(above[range]), startsGroup: start > 0, captions: Array(captions[range])),
        PictureGrid.Row(label: "reconstruction", pictures: Array(below[range])),
      ]
    }
    return Figure(title: Self.reconstructionTitle, panels: [.pictures(PictureGrid(rows: rows))])
  }

  /// Each example's number, and its label where all names are short.
  private func captions(_ indices: [Int], _ examples: Examples, _ classes: [String]) -> [String] {
    guard let labels = examples.labels, classes.allSatisfy({ $0.count <= 2 }) else { return indices.map(String.init) }
    return indices.map { labels[$0] < 0 ? String($0) : "\($0): \(classes[labels[$0]])" }
  }

  private func reconstructionCharts(
    _ originals: [Float], _ decoded: [Float], _ indices: [Int], _ examples: Examples, _ dataset: Dataset
  ) -> Figure {
    let plane = Plane(originals, dimensions: examples.shape.count, symbol: "y", projected: false, units: units(dataset))
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
  private func shared(_ axis: Axis, _ values: [Double]) -> Axis {
    guard let least = values.min(), let greatest = values.max() else { return axis }
    var axis = axis
    axis.lower = least - 0.05 * (greatest - least)
    axis.upper = greatest + 0.05 * (greatest - least)
    return axis
  }
}
