import Data
import Language
import Model
import Plot

/// `plot components`: what each component stands for, its mean at w = 0 decoded, its number, its count, and its clearest
/// examples.
struct PlotComponents: FigureCommand {
  static let examples = Option(
    "examples", .integer(0...50), default: 9, "how many of the clearest examples are beside an image")

  let declaration = CommandDeclaration(
    "plot components", [Self.examples, Share.key] + FigureKeys.all,
    summary: "each component's mean, with its number and its count of examples",
    details: """
      The means of x at w = 0, decoded: images with the clearest examples of their component beside them, or points over \
      the data. Counts and examples need data that the model fits.
      """,
    needs: [.model], returns: "a figure; its examples, the decoded means, are a table: component, y1, y2, …",
    examples: ["plot components", "plot components examples=0 > figures/components.png"], output: .examples)

  func draw(_ call: Call, in session: Session) throws -> Drawing {
    let loaded = try session.requireModel()
    let prior = try loaded.priorAtMean()
    let decoded = try loaded.evaluator().decode((0..<prior.components).flatMap { prior.mean(row: 0, component: $0) })
    let members = try Self.members(loaded, call, in: session)
    let panel: Panel =
      if let shape = SampleComponent.shownShape(in: session), shape.isImage {
        .pictures(PictureGrid(rows: try Self.componentRows(decoded, shape, members, call, in: session)))
      } else {
        .chart(Self.componentChart(decoded, members, isDark: call[FigureKeys.dark] ?? false, in: session))
      }
    return Drawing(
      Figure(title: "Components' means at \(loaded.styleMeanText)", panels: [panel]), named: "components",
      fields: [
        ExampleTable.field(
          "component", (0..<prior.components).map(Double.init), decoded, loaded.units)
      ])
  }
}

extension PlotComponents {
  /// The examples of each component, the clearest first; nil if no data is loaded that the model fits.
  fileprivate static func members(_ loaded: LoadedModel, _ call: Call, in session: Session) throws -> [[Int]]? {
    guard let dataset = try? session.requireBoth().dataset else { return nil }
    let encoding = try loaded.encoding(of: Share.asked(by: call, of: dataset), in: dataset, id: session.state.data.id)
    let margins = encoding.margins
    var members = [[Int]](repeating: [], count: encoding.components)
    for (example, component) in encoding.assignments.enumerated() { members[component].append(example) }
    return members.map { $0.sorted { margins[$0] > margins[$1] } }
  }

  fileprivate static func name(_ component: Int, _ members: [[Int]]?, in session: Session) -> String {
    guard let members, session.state.models.current?.notes.groups[component] == nil else {
      return session.state.models.mixtureName(component)
    }
    return "\(session.state.models.mixtureName(component)) (\(members[component].count))"
  }

  /// A row for each component: its mean, then its clearest examples.
  fileprivate static func componentRows(
    _ decoded: [Float], _ shape: ExampleShape, _ members: [[Int]]?, _ call: Call, in session: Session
  ) throws -> [PictureGrid.Row] {
    let count = call[PlotComponents.examples]
    let examples = try session.state.data.dataset.map { try Share.asked(by: call, of: $0).examples(of: $0) }
    return try Pictures.pictures(decoded, shape: shape).enumerated().map { component, mean in
      let shown = members?[component].prefix(count) ?? []
      let pictures = shown.map { index in examples.flatMap { Pictures.picture($0.example(index), shape: shape) } }
      return PictureGrid.Row(
        label: (session.state.models.current?.notes.isNamed(component) == true ? "" : "component ")
          + name(component, members, in: session),
        ink: .category(component), pictures: [mean] + pictures)
    }
  }

  /// The means in their components' colors over the data.
  fileprivate static func componentChart(_ decoded: [Float], _ members: [[Int]]?, isDark: Bool, in session: Session)
    -> Chart
  {
    let size = session.state.models.current?.specification.observed ?? 2
    let backdrop = Backdrop.standing(behind: decoded, size: size, isDark: isDark, in: session)
    let places = backdrop.plane.places(decoded)
    let components = Array(places.x.indices)
    let coloring = Points.Coloring.categories(
      components, names: components.map { name($0, members, in: session) },
      title: members == nil ? "component" : "component (examples)")
    let labels = components.map {
      Labels.Label(x: places.x[$0], y: places.y[$0], text: session.state.models.mixtureName($0), ink: .category($0))
    }
    return backdrop.chart(marks: [
      .points(Points(x: places.x, y: places.y, coloring: coloring, size: 7, opacity: 1)),
      .labels(Labels(labels, lift: 10)),
    ])
  }
}
