import Language
import Plot

extension Figure {
  /// Takes what a command says of size, title, letters and legend.
  ///
  /// - Throws: `CommandError` if there is no such font.
  mutating func takeForm(of call: Call) throws(CommandError) {
    width = call[FigureKeys.width].map(Length.inches) ?? width
    height = call[FigureKeys.height].map(Length.inches) ?? height
    title = call[FigureKeys.title].map(MathText.plain) ?? title
    theme = call[FigureKeys.dark] == true ? .dark : .light
    scale = call[FigureKeys.scale]
    pixelsPerInch = call[FigureKeys.dpi]
    font = call[FigureKeys.font]
    try Self.checkFont(font)
    switch call[FigureKeys.legend] {
    case "auto": break
    case "none": legend.isShown = false
    case let place: legend.place = Legend.Place(rawValue: place) ?? .auto
    }
  }

  /// Refuses a font that there is not.
  static func checkFont(_ family: String?) throws(CommandError) {
    guard let family, !Renderer.hasFont(family) else { return }
    throw CommandError(
      "there is no font '\(family)' on this machine", argument: FigureKeys.font.declaration.name,
      hint: "fc-list : family lists them; DejaVu Sans is the usual one")
  }

  private static let axisKeys: [any Key] = [
    FigureKeys.xLabel, FigureKeys.yLabel, FigureKeys.xLimits, FigureKeys.yLimits, FigureKeys.log, FigureKeys.annotate,
  ]

  /// Takes what a command says of axes, limits and texts at places.
  ///
  /// - Throws: `CommandError` if the figure has no such axis.
  mutating func adaptAxes(to call: Call) throws(CommandError) {
    guard let option = Self.axisKeys.map(\.declaration.name).first(where: { call.arguments[$0] != nil }) else { return }
    var hasChart = false
    for index in panels.indices {
      guard case .chart(var chart) = panels[index] else { continue }
      try chart.adapt(to: call, isFirst: !hasChart)
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
  fileprivate mutating func adapt(to call: Call, isFirst: Bool) throws(CommandError) {
    let log = call[FigureKeys.log] ?? ""
    xAxis = try adapted(
      xAxis, "x", label: call[FigureKeys.xLabel], limits: call[FigureKeys.xLimits], isLog: log.contains("x"))
    yAxis = try adapted(
      yAxis, "y", label: call[FigureKeys.yLabel], limits: call[FigureKeys.yLimits], isLog: log.contains("y"))
    guard isFirst, let places = call[FigureKeys.annotate] else { return }
    let labels = places.map { Labels.Label(x: $0.x, y: $0.y, text: MathText.plain($0.text)) }
    let points = Points(
      x: labels.map(\.x), y: labels.map(\.y), coloring: .single(.text), size: 3, opacity: 1)
    marks += [.points(points), .labels(Labels(labels, lift: 8))]
  }

  private func adapted(
    _ axis: Axis, _ name: String, label: String?, limits: ClosedRange<Double>?, isLog: Bool
  ) throws(CommandError) -> Axis {
    var axis = axis
    axis.label = label.map(MathText.plain) ?? axis.label
    guard limits != nil || isLog else { return axis }
    if case .categories = axis.scale {
      throw CommandError(
        "the \(name) axis has names in place of numbers", argument: limits == nil ? "log" : name + "lim",
        hint: "leave it out; \(name)label= names the axis")
    }
    if let limits { (axis.lower, axis.upper) = (limits.lowerBound, limits.upperBound) }
    if isLog {
      axis.scale = .log10
      if let lower = axis.lower, lower <= 0 { axis.lower = nil }
    }
    return axis
  }
}
