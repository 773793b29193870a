import Data
import Language
import Model
import Plot

extension Session {
  /// What each component stands for: its mean at w = 0 decoded, its number, its count, and its clearest examples.
  func plotComponents(_ invocation: Invocation) throws -> Value {
    let loaded = try requireModel()
    let prior = try loaded.priorAtZero()
    let decoded = try loaded.evaluator().decode((0..<prior.components).flatMap { prior.mean(row: 0, component: $0) })
    let members = try members(loaded, invocation)
    let panel: Panel =
      if let shape = shownShape, shape.isImage {
        .pictures(PictureGrid(rows: try componentRows(decoded, shape, members, invocation)))
      } else {
        .chart(componentChart(decoded, members, isDark: invocation.boolean("dark") ?? false))
      }
    let title = "Components' means at w = 0"
    return try draw(
      Figure(title: title, panels: [panel]), named: "components", for: invocation,
      extra: [
        ExampleTable.field(
          "component", (0..<prior.components).map(Double.init), decoded, loaded.units)
      ])
  }

  /// The examples of each component, the clearest first; nil where no data is loaded that the model fits.
  private func members(_ loaded: LoadedModel, _ invocation: Invocation) throws -> [[Int]]? {
    guard let dataset = try? requireBoth().dataset else { return nil }
    let encoding = try loaded.encoding(of: Share(invocation), in: dataset, id: datasetID)
    let margins = encoding.margins
    var members = [[Int]](repeating: [], count: encoding.components)
    for (example, component) in encoding.assignments.enumerated() { members[component].append(example) }
    return members.map { $0.sorted { margins[$0] > margins[$1] } }
  }

  private func name(_ component: Int, _ members: [[Int]]?) -> String {
    members.map { "\(componentName(component)) (\($0[component].count))" } ?? componentName(component)
  }

  /// A row for each component: its mean, then its clearest examples.
  private func componentRows(
    _ decoded: [Float], _ shape: ExampleShape, _ members: [[Int]]?, _ invocation: Invocation
  ) throws -> [PictureGrid.Row] {
    let count = invocation.integer("examples") ?? 9
    let examples = dataset.map { Share(invocation).examples(of: $0) }
    return try Pictures.pictures(decoded, shape: shape).enumerated().map { component, mean in
      let shown = members?[component].prefix(count) ?? []
      let pictures = shown.map { index in examples.flatMap { Pictures.picture($0.example(index), shape: shape) } }
      return PictureGrid.Row(
        label: (current?.componentNames[component] == nil ? "component " : "") + name(component, members),
        ink: .category(component), pictures: [mean] + pictures)
    }
  }

  /// The means in their components' colors over the data.
  private func componentChart(_ decoded: [Float], _ members: [[Int]]?, isDark: Bool) -> Chart {
    let size = current?.specification.observed ?? 2
    let backdrop = backdrop(behind: decoded, size: size, isDark: isDark)
    let places = backdrop.plane.places(decoded)
    let components = Array(places.x.indices)
    let coloring = Points.Coloring.categories(
      components, names: components.map { name($0, members) },
      title: members == nil ? "component" : "component (examples)")
    let labels = components.map {
      Labels.Label(x: places.x[$0], y: places.y[$0], text: componentName($0), ink: .category($0))
    }
    return backdrop.chart(marks: [
      .points(Points(x: places.x, y: places.y, coloring: coloring, size: 7, opacity: 1)),
      .labels(Labels(labels, lift: 10)),
    ])
  }
}
