import Data
import Language
import Plot

/// `plot usage`: examples of each component, as bars split by label.
struct PlotUsage: FigureCommand {
  let declaration = CommandDeclaration(
    "plot usage", [Share.key] + FigureKeys.all, summary: "how many examples fall to each component, split by label",
    needs: [.data, .model], returns: "a figure; its counts are a table: component, examples, a column for each label",
    examples: ["plot usage", "plot usage on=train > figures/usage.svg"], output: .examples)

  func draw(_ call: Call, in session: Session) throws -> Drawing {
    let counts = try ComponentCounts.asked(by: call, in: session)
    let names = counts.components.map(session.state.models.componentName)
    let chart = Chart(
      xAxis: Axis("component", scale: .categories(names)), yAxis: Axis("examples"),
      marks: [.bars(Bars(Self.usageSeries(counts), arrangement: .stacked, title: "label"))])
    let used = counts.totals.count { $0 > 0 }
    var figure = Figure(
      title: "Examples of each component, \(used) of \(names.count) used", panels: [.chart(chart)])
    if names.count > 20 {
      figure.width = .inches(min(2 + 0.2 * Double(names.count), 20))
      figure.height = .inches(PlotUsage.chartHeight)
    }
    return Drawing(figure, named: "usage", fields: [counts.field])
  }
}

/// `plot confusion`: labels against components, as counts or shares.
struct PlotConfusion: FigureCommand {
  enum Portion: String, CaseIterable { case none, rows, columns }

  static let share = Option(
    "share", .word as ValueKind<Portion>, default: Portion.none,
    "counts, percent of each label (rows), or percent of each component (columns)")

  let declaration = CommandDeclaration(
    "plot confusion", [Self.share, Share.key] + FigureKeys.all,
    summary: "labels against components, as counts or shares",
    needs: [.data, .model], returns: "a figure; its counts are a table: component, examples, a column for each label",
    examples: ["plot confusion", "plot confusion share=rows > figures/confusion.svg"], output: .examples)

  func draw(_ call: Call, in session: Session) throws -> Drawing {
    let counts = try ComponentCounts.asked(by: call, in: session)
    guard !counts.classes.isEmpty else {
      throw CommandError(
        "\(session.state.data.dataset?.name ?? "the data") has no labels to set against the components",
        hint: "load data with labels, or see the components alone: plot usage")
    }
    let share = call[Self.share]
    var figure = Figure(
      title: PlotUsage.confusionTitle(share),
      panels: [.chart(PlotUsage.confusionChart(counts, share: share, in: session))])
    let columns = Double(counts.counts.count), rows = Double(counts.classes.count)
    if columns > 12 { figure.width = .inches(min(2.5 + 0.33 * columns, 20)) }
    if max(columns, rows) > 12 { figure.height = .inches(min(max(1.2 + 0.27 * rows, PlotUsage.chartHeight), 20)) }
    return Drawing(figure, named: "confusion", fields: [counts.field])
  }
}

extension PlotUsage {
  /// The height in inches of a chart that is wider than others.
  fileprivate static let chartHeight = 4.2

  /// A series for each label; without labels one for each component, in its color.
  fileprivate static func usageSeries(_ counts: ComponentCounts) -> [Bars.Series] {
    let rows = counts.counts
    guard counts.classes.isEmpty else {
      return counts.classes.enumerated().map { label, name in
        Bars.Series(name: name, values: rows.map { Double($0[label]) }, ink: .category(label))
      }
    }
    return zip(rows.indices, counts.components).map { place, component in
      Bars.Series(values: rows.indices.map { $0 == place ? Double(rows[$0][0]) : 0 }, ink: .category(component))
    }
  }

  fileprivate static func confusionTitle(_ share: PlotConfusion.Portion) -> String {
    switch share {
    case .rows: "How each label is divided among components"
    case .columns: "How each component is divided among labels"
    case .none: "Labels and components"
    }
  }

  /// A row for each label, the first at the top, and a column for each component; what holds no example stays empty.
  fileprivate static func confusionChart(_ counts: ComponentCounts, share: PlotConfusion.Portion, in session: Session)
    -> Chart
  {
    let isShare = share != .none
    let totals = counts.totals, labelTotals = counts.labelTotals
    let labels = counts.classes.indices.reversed()
    let values = labels.map { label in
      counts.counts.indices.map { component -> Double in
        let count = Double(counts.counts[component][label])
        guard count > 0 else { return .nan }
        guard isShare else { return count }
        let total = share == .rows ? labelTotals[label] : totals[component]
        return total > 0 ? 100 * count / Double(total) : .nan
      }
    }
    let texts = values.map { row in row.map { $0 > 0 ? String(Int($0.rounded())) : "" } }
    let map = HeatMap(
      values: values, texts: texts, title: isShare ? "%" : "examples", lower: 0, upper: isShare ? 100 : nil)
    return Chart(
      xAxis: Axis("component", scale: .categories(counts.components.map(session.state.models.componentName))),
      yAxis: Axis("label", scale: .categories(labels.map { counts.classes[$0] })), marks: [.heatMap(map)])
  }
}
