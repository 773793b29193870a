import Compute
import Data
import Language
import Plot

extension Session {
  /// Points by label, or a grid of images with a row for each class.
  func plotData(_ invocation: Invocation) throws -> Value {
    let dataset = try requireData()
    let examples = Share(invocation).examples(of: dataset)
    let panel =
      examples.shape.isImage
      ? imageGrid(examples, dataset.classes, count: invocation.integer("count") ?? 100)
      : scatter(examples, dataset.labeling(of: examples), count: invocation.integer("count") ?? examples.count)
    let title = "\(dataset.name), \(Share(invocation).rawValue) examples"
    return try draw(Figure(title: title, panels: [panel]), named: "data", for: invocation)
  }

  private func scatter(_ examples: Examples, _ labeling: (labels: [Int], names: [String])?, count: Int) -> Panel {
    let shown = min(count, examples.count)
    let values = (0..<shown).flatMap { examples.example($0) }
    let plane = Plane(values, dimensions: examples.shape.count, symbol: "y", projected: false)
    let places = plane.places(values)
    let coloring =
      labeling.map { Points.Coloring.categories(Array($0.labels[..<shown]), names: $0.names, title: "label") }
      ?? .single(.category(0))
    return .chart(
      Chart(
        xAxis: plane.axis(0), yAxis: plane.axis(1), aspect: examples.shape.count == 2 ? .equal : .free,
        marks: [.points(Points(x: places.x, y: places.y, coloring: coloring))]))
  }

  private func imageGrid(_ examples: Examples, _ classes: [String], count: Int) -> Panel {
    func picture(_ index: Int) -> Picture? { Pictures.picture(examples.example(index), shape: examples.shape) }
    guard let labels = examples.labels, !classes.isEmpty else {
      let rows = stride(from: 0, to: min(count, examples.count), by: 10).map { start in
        PictureGrid.Row(pictures: (start..<min(start + 10, count, examples.count)).map(picture))
      }
      return .pictures(PictureGrid(rows: rows))
    }
    let rows = classes.enumerated().compactMap { label, name -> PictureGrid.Row? in
      let share = count / classes.count + (label < count % classes.count ? 1 : 0)
      let members = labels.indices.filter { labels[$0] == label }
      guard share > 0, !members.isEmpty else { return nil }
      return PictureGrid.Row(
        label: "\(name) (\(members.count))", ink: .category(label), pictures: members.prefix(share).map(picture))
    }
    return .pictures(PictureGrid(rows: rows))
  }
}
