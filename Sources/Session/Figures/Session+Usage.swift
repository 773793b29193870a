import Data
import Language
import Plot

extension Session {
  /// The height in inches of a chart that is wider than others.
  private static let chartHeight = 4.2

  /// Examples of each component, as bars split by label.
  func plotUsage(_ invocation: Invocation) throws -> Value {
    let counts = try componentCounts(invocation)
    let names = counts.counts.indices.map(componentName)
    let chart = Chart(
      xAxis: Axis("component", scale: .categories(names)), yAxis: Axis("examples"),
      marks: [.bars(Bars(usageSeries(counts), arrangement: .stacked, title: "label"))])
    let used = counts.totals.count { $0 > 0 }
    var figure = Figure(
      title: "Examples of each component, \(used) of \(names.count) used", panels: [.chart(chart)])
    if names.count > 20 {
      figure.width = .inches(min(2 + 0.2 * Double(names.count), 20))
      figure.height = .inches(Self.chartHeight)
    }
    return try draw(figure, named: "usage", for: invocation, extra: [counts.field])
  }

  /// A series for each label; without labels one for each component, in its color.
  private func usageSeries(_ counts: ComponentCounts) -> [Bars.Series] {
    let rows = counts.counts
    guard counts.classes.isEmpty else {
      return counts.classes.enumerated().map { label, name in
        Bars.Series(name: name, values: rows.map { Double($0[label]) }, ink: .category(label))
      }
    }
    return rows.indices.map { component in
      Bars.Series(
        values: rows.indices.map { $0 == component ? Double(rows[$0][0]) : 0 }, ink: .category(component))
    }
  }

  /// Labels against components, as counts or shares.
  func plotConfusion(_ invocation: Invocation) throws -> Value {
    let counts = try componentCounts(invocation)
    guard !counts.classes.isEmpty else {
      throw CommandError(
        "\(dataset?.name ?? "the data") has no labels to set against the components",
        hint: "load data with labels, or see the components alone: plot usage")
    }
    let share = invocation.text("share") ?? "none"
    var figure = Figure(title: confusionTitle(share), panels: [.chart(confusionChart(counts, share: share))])
    let columns = Double(counts.counts.count), rows = Double(counts.classes.count)
    if columns > 12 { figure.width = .inches(min(2.5 + 0.33 * columns, 20)) }
    if max(columns, rows) > 12 { figure.height = .inches(min(max(1.2 + 0.27 * rows, Self.chartHeight), 20)) }
    return try draw(figure, named: "confusion", for: invocation, extra: [counts.field])
  }

  private func confusionTitle(_ share: String) -> String {
    switch share {
    case "rows": "How each label is divided among components"
    case "columns": "How each component is divided among labels"
    default: "Labels and components"
    }
  }

  /// A row for each label, the first at the top, and a column for each component; what holds no example stays empty.
  private func confusionChart(_ counts: ComponentCounts, share: String) -> Chart {
    let isShare = share != "none"
    let totals = counts.totals, labelTotals = counts.labelTotals
    let labels = counts.classes.indices.reversed()
    let values = labels.map { label in
      counts.counts.indices.map { component -> Double in
        let count = Double(counts.counts[component][label])
        guard count > 0 else { return .nan }
        guard isShare else { return count }
        let total = share == "rows" ? labelTotals[label] : totals[component]
        return total > 0 ? 100 * count / Double(total) : .nan
      }
    }
    let texts = values.map { row in row.map { $0 > 0 ? String(Int($0.rounded())) : "" } }
    let map = HeatMap(
      values: values, texts: texts, title: isShare ? "%" : "examples", lower: 0, upper: isShare ? 100 : nil)
    return Chart(
      xAxis: Axis("component", scale: .categories(counts.counts.indices.map(componentName))),
      yAxis: Axis("label", scale: .categories(labels.map { counts.classes[$0] })), marks: [.heatMap(map)])
  }
}
