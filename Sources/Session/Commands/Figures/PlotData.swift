import Bytes
import Compute
import Data
import Language
import Plot

/// `plot data`: points by label, or a grid of images with a row for each class.
struct PlotData: FigureCommand {
  static let count = Option(
    "count", .integer(1...1_000_000), otherwise: "all points, 20000 for t-SNE, 100 images", "how many examples")
  static let columns = Option(
    "columns", .names, otherwise: "all, on their principal axes",
    "columns of a table to set against each other: two for one chart, up to six for a chart of each pair")
  static let color = Option(
    "color", .text, default: "label", "what colors points: label, component, batch, none, or a column's name")

  static let projection = ProjectionKeys.projection(
    of: "y", shown: "auto (a grid of images; none in the plane, else pca)")

  let declaration = CommandDeclaration(
    "plot data",
    [
      Self.count, Self.columns, Self.color, Self.projection, ProjectionKeys.neighbors, ProjectionKeys.distance,
      ProjectionKeys.perplexity, Share.key,
    ] + FigureKeys.all, summary: "the data: points in the plane, or a grid of images", details: ProjectionKeys.help,
    needs: [.data], returns: "a figure",
    examples: [
      "plot data", "plot data count=64 > figures/data.png", "plot data columns=[y1, y2] color=component",
      "plot data projection=umap",
    ], output: .figure)

  func draw(_ call: Call, in session: Session) throws -> Drawing {
    let dataset = try session.requireData(), share = try Share.asked(by: call, of: dataset)
    let examples = share.examples(of: dataset)
    let title = "\(dataset.name), \(share.rawValue) examples"
    if let names = call[Self.columns] {
      return Drawing(try Self.pairs(names, examples, dataset, call, in: session).titled(title), named: "data")
    }
    let panel =
      examples.shape.isImage && call[Self.projection] == .auto
      ? try Self.imageGrid(examples, dataset.classes, count: call[Self.count] ?? 100, call)
      : try Self.scatter(examples, dataset, call, in: session)
    return Drawing(Figure(title: title, panels: [panel]), named: "data")
  }
}

extension PlotData {
  fileprivate static func scatter(_ examples: Examples, _ dataset: Dataset, _ call: Call, in session: Session) throws
    -> Panel
  {
    let shown = session.embedder.shownExamples(call[count], of: examples.count, by: call[projection])
    let values = shown.flatMap { examples.example($0) }
    let map = try session.embedder.pointMap(
      values, dimensions: examples.shape.count, by: call[projection], symbol: "y", units: dataset.units,
      seed: session.state.seed, call)
    let coloring = try coloring(examples, shown, dataset, call, in: session)
    return .chart(
      Chart(
        xAxis: map.xAxis, yAxis: map.yAxis, aspect: map.aspect,
        marks: [.points(Points(x: map.x, y: map.y, coloring: coloring))]))
  }

  /// A chart of two columns, or one for each pair of several, in their own units.
  fileprivate static func pairs(
    _ names: [String], _ examples: Examples, _ dataset: Dataset, _ call: Call, in session: Session
  ) throws -> Figure {
    let places = try names.map { try place(of: $0, dataset, argument: "columns") }
    guard (2...6).contains(places.count) else {
      throw CommandError(
        "\(places.count) columns make no chart of pairs", argument: "columns", hint: "name two to six of them")
    }
    let shown = session.embedder.shownExamples(call[count], of: examples.count, by: .none), units = dataset.units
    let coloring = try coloring(examples, shown, dataset, call, in: session)
    let values = places.map { place in shown.map { units.original(examples.example($0)[place], at: place) } }
    func chart(_ x: Int, _ y: Int) -> Panel {
      .chart(
        Chart(
          xAxis: Axis(units.names[places[x]]), yAxis: Axis(units.names[places[y]]),
          marks: [.points(Points(x: values[x], y: values[y], coloring: coloring))]))
    }
    guard places.count > 2 else { return Figure(panels: [chart(0, 1)]) }
    let charts = places.indices.flatMap { y in places.indices.filter { $0 < y }.map { chart($0, y) } }
    let columns = places.count == 3 ? 3 : places.count - 1, rows = (charts.count + columns - 1) / columns
    return Figure(
      panels: charts, columns: columns, width: .inches(min(2.6 * Double(columns) + 1.2, 20)),
      height: .inches(min(2.3 * Double(rows) + 0.6, 20)))
  }

  /// The place of a column in an example.
  private static func place(of name: String, _ dataset: Dataset, argument: String) throws(CommandError) -> Int {
    let names = dataset.units.names
    let plain = (dataset.columns ?? []).flatMap { column in column.levels == nil ? [column.name] : column.valueNames }
    if let place = names.firstIndex(of: name) ?? plain.firstIndex(of: name) { return place }
    throw CommandError(
      "\(dataset.name) has no column '\(name)'", argument: argument,
      hint: "its columns are " + names.listed(12))
  }

  /// What `color=` asks for.
  private static func coloring(
    _ examples: Examples, _ shown: [Int], _ dataset: Dataset, _ call: Call, in session: Session
  ) throws -> Points.Coloring {
    switch call[PlotData.color] {
    case "none": return .single(.category(0))
    case "label":
      let labeling = dataset.labeling(of: examples)
      return labeling.map { labeling in
        .categories(shown.map { labeling.labels[$0] }, names: labeling.names, title: "label")
      } ?? .single(.category(0))
    case "component":
      let loaded = try session.requireBoth().model
      let encoding = try loaded.encoding(of: Share.asked(by: call, of: dataset), in: dataset, id: session.state.data.id)
      return .categories(
        shown.map { encoding.assignments[$0] }, names: session.state.models.legendNames(encoding.components),
        title: "component")
    case "batch" where examples.batches != nil: return try .batches(of: examples, shown, dataset)
    case let name:
      let place = try place(of: name, dataset, argument: "color"), units = dataset.units
      return .values(
        shown.map { units.original(examples.example($0)[place], at: place) }, title: units.names[place])
    }
  }

  fileprivate static func imageGrid(
    _ examples: Examples, _ classes: [String], count: Int, _ call: Call
  ) throws -> Panel {
    try FigureRoom.check(for: count, of: examples.shape, argument: "count", call) { blank in
      imageRows(examples, classes, count: blank.count) { _ in blank[0] }
    }
    let rows = imageRows(examples, classes, count: count) {
      Pictures.picture(examples.example($0), shape: examples.shape)
    }
    return .pictures(PictureGrid(rows: rows))
  }

  private static func imageRows(
    _ examples: Examples, _ classes: [String], count: Int, picture: (Int) -> Picture?
  ) -> [PictureGrid.Row] {
    guard let labels = examples.labels, !classes.isEmpty else {
      let count = min(count, examples.count)
      return stride(from: 0, to: count, by: 10).map { start in
        PictureGrid.Row(pictures: (start..<min(start + 10, count)).map(picture))
      }
    }
    return classes.enumerated().compactMap { label, name -> PictureGrid.Row? in
      let share = count / classes.count + (label < count % classes.count ? 1 : 0)
      let members = labels.indices.filter { labels[$0] == label }
      guard share > 0, !members.isEmpty else { return nil }
      return PictureGrid.Row(
        label: "\(name) (\(members.count))", ink: .category(label), pictures: members.prefix(share).map(picture))
    }
  }
}
