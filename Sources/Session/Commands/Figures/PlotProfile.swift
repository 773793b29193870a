import Data
import Language
import Plot

#if canImport(Glibc)
  import Glibc
#endif

/// `plot profile`: the components' means, column by column, in standard deviations from the mean of all. Rows are components,
/// and the columns that set them apart most come first.
struct PlotProfile: FigureCommand {
  static let columns = Option("columns", .integer(1...200), default: 30, "how many columns")

  let declaration = CommandDeclaration(
    "plot profile", [Self.columns, Share.trainKey] + FigureKeys.all,
    summary: "the components' means column by column, those first that set them apart most",
    details: """
      A row for each component that has examples; colors are standard deviations from the mean of all examples, numbers are \
      means in the columns' own units, if there is room for them.
      """,
    needs: [.data, .model], returns: "a figure; its profile is a table: component, examples, a mean for each column",
    examples: ["plot profile", "plot profile columns=12 > figures/profile.svg"], output: .examples)

  func draw(_ call: Call, in session: Session) throws -> Drawing {
    let (profiles, share) = try DescribeComponents.profiles(call, in: session)
    let used = profiles.counts.indices.filter { profiles.counts[$0] > 0 }
    let scores = profiles.names.indices.map { place in used.map { profiles.score(place, of: $0) } }
    func pull(_ place: Int) -> Double {
      zip(used, scores[place]).reduce(0) { $0 + Double(profiles.counts[$1.0]) * $1.1 * $1.1 }
    }
    let order = scores.indices.sorted { (pull($1), $0) < (pull($0), $1) }.prefix(call[Self.columns])
    let rows = Array(used.reversed().enumerated())
    let values = rows.map { row, _ in order.map { scores[$0][used.count - 1 - row] } }
    let largest = values.joined().map(abs).max() ?? 1
    // Beyond about ten columns there is no room for numbers.
    let texts =
      order.count > 10
      ? []
      : rows.map { _, component in order.map { NumberText.short(short(profiles.measure($0, in: [component]).mean)) } }
    var map = HeatMap(values: values, texts: texts, title: "sd from the mean", lower: -largest, upper: largest)
    map.isSigned = true
    var figure = Figure(
      title: "Components of the \(share.rawValue) examples"
        + (texts.isEmpty ? "" : ", means in the columns' own units"),
      panels: [
        .chart(
          Chart(
            xAxis: Axis("", scale: .categories(order.map { profiles.names[$0] })),
            yAxis: Axis("component (examples)", scale: .categories(rows.map { name($0.element, profiles, session) })),
            marks: [.heatMap(map)]))
      ])
    figure.width = .inches(min(max(4, 2.5 + 0.6 * Double(order.count)), 20))
    figure.height = .inches(min(max(3.8, 2.4 + 0.3 * Double(rows.count)), 20))
    return Drawing(figure, named: "profile", fields: [field(profiles, Array(order), session)])
  }

  private func name(_ component: Int, _ profiles: ComponentProfiles, _ session: Session) -> String {
    "\(session.state.models.componentName(component)) (\(profiles.counts[component]))"
  }

  /// Three digits.
  private func short(_ value: Double) -> Double {
    guard value != 0, value.isFinite else { return value }
    let unit = pow(10, 2 - log10(abs(value)).rounded(.down))
    return (value * unit).rounded() / unit
  }

  /// A field `profile` with a row for each component: its size and the columns' means.
  private func field(_ profiles: ComponentProfiles, _ order: [Int], _ session: Session) -> Record.Field {
    let rows = (session.state.models.current?.counted ?? []).map { component -> [Value] in
      [.text(session.state.models.componentName(component)), .number(Double(profiles.counts[component]))]
        + order.map { .number(profiles.measure($0, in: [component]).mean) }
    }
    let columns = ["component", "examples"] + order.map { profiles.names[$0] }
    return .init("profile", .table(Table(title: "means", columns: columns.map { .init($0) }, rows: rows)))
  }
}
