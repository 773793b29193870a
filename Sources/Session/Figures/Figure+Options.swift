import Language
import Plot

extension Figure {
  /// Takes what a command says of size, letters, legend and axes.
  ///
  /// - Throws: `CommandError` where the figure has no such axis, or there is no such font.
  mutating func adapt(to invocation: Invocation) throws(CommandError) {
    scale = invocation.number("scale") ?? scale
    pixelsPerInch = invocation.number("dpi") ?? pixelsPerInch
    if let family = invocation.text("font") {
      guard Renderer.hasFont(family) else {
        throw CommandError(
          "there is no font '\(family)' on this machine", argument: "font",
          hint: "fc-list : family lists them; DejaVu Sans is the usual one")
      }
      font = family
    }
    switch invocation.text("legend") {
    case "none"?: legend.isShown = false
    case let place?: legend.place = Legend.Place(rawValue: place) ?? .auto
    case nil: break
    }
    try adaptAxes(to: invocation)
  }

  private static let axisOptions = ["xlabel", "ylabel", "xlim", "ylim", "log", "annotate"]

  private mutating func adaptAxes(to invocation: Invocation) throws(CommandError) {
    guard let option = Self.axisOptions.first(where: { invocation.arguments[$0] != nil }) else { return }
    var hasChart = false
    for index in panels.indices {
      guard case .chart(var chart) = panels[index] else { continue }
      try chart.adapt(to: invocation, isFirst: !hasChart)
      panels[index] = .chart(chart)
      hasChart = true
    }
    guard hasChart else {
      throw CommandError(
        "this figure has pictures and no axes", argument: option, hint: "leave \(option) out: title= stands above it")
    }
  }
}

extension Chart {
  fileprivate mutating func adapt(to invocation: Invocation, isFirst: Bool) throws(CommandError) {
    let log = invocation.text("log") ?? ""
    xAxis = try adapted(xAxis, "x", isLog: log.contains("x"), invocation)
    yAxis = try adapted(yAxis, "y", isLog: log.contains("y"), invocation)
    guard isFirst, let places = invocation.values("annotate") else { return }
    let labels = places.compactMap { place -> Labels.Label? in
      guard case .list(let parts) = place, parts.count == 3, case .number(let x) = parts[0],
        case .number(let y) = parts[1]
      else { return nil }
      return Labels.Label(x: x, y: y, text: MathText.plain(parts[2].text))
    }
    let points = Points(
      x: labels.map(\.x), y: labels.map(\.y), coloring: .single(.text), size: 3, opacity: 1)
    marks += [.points(points), .labels(Labels(labels, lift: 8))]
  }

  private func adapted(
    _ axis: Axis, _ name: String, isLog: Bool, _ invocation: Invocation
  ) throws(CommandError) -> Axis {
    var axis = axis
    axis.label = invocation.text(name + "label").map(MathText.plain) ?? axis.label
    let limits = invocation.numbers(name + "lim")
    guard limits != nil || isLog else { return axis }
    if case .categories = axis.scale {
      throw CommandError(
        "the \(name) axis has names in place of numbers", argument: limits == nil ? "log" : name + "lim",
        hint: "leave it out; \(name)label= names the axis")
    }
    if let limits, limits.count == 2 { (axis.lower, axis.upper) = (limits[0], limits[1]) }
    if isLog {
      axis.scale = .log10
      if let lower = axis.lower, lower <= 0 { axis.lower = nil }
    }
    return axis
  }
}
