import Language
import Plot
import Training

/// `plot sweep`: what the runs of a sweep came to against one of its settings.
struct PlotSweep: FigureCommand {
  static let sweep = Parameter("sweep", .records, "the value of sweep")
  static let x = Option("x", .text, otherwise: "the first setting", "the setting below the x axis")
  static let y = Option(
    "y", .names, otherwise: "purity, or the ELBO without labels", "what was measured, one or several: [purity, elbo]")
  static let color = Option("color", .text, otherwise: "the next setting", "the setting that colors the lines, or none")

  let declaration = CommandDeclaration(
    "plot sweep", [Self.sweep, Self.x, Self.y, Self.color] + FigureKeys.all,
    summary: "what the runs of a sweep came to, against one of its settings",
    details: """
      A point for each run, and through their means a line for each value of the other setting, with a band of one \
      standard deviation over the seeds.
      """,
    returns: "a figure",
    examples: [
      "let s = sweep lambda in [0.5, 1.5] runs=2 { model hidden=8; train 1 epoch lambda=lambda }; plot sweep s x=lambda y=purity"
    ], output: .figure)

  func draw(_ call: Call, in session: Session) throws -> Drawing {
    let runs = try SweepTable(call[Self.sweep])
    let x = try runs.setting(call[Self.x] ?? runs.settings.first ?? "", argument: "x")
    let color = try Self.color(call, x, runs)
    let measures = try (call[Self.y] ?? [runs.usual]).map { try runs.measure($0) }
    let charts = measures.map {
      Panel.chart(runs.chart(of: $0, against: x, color: color))
    }
    let most = runs.most(x, color)
    let named = measures.count == 1 ? "\(measures[0]) against \(x)" : "Measures against \(x)"
    let title = named.prefix(1).uppercased() + named.dropFirst() + (most > 1 ? ", mean ± sd of \(most) runs" : "")
    return Drawing(Figure(title: title, panels: charts, columns: min(charts.count, 3)), named: "sweep")
  }

  /// The setting that colors the lines; nil if none does.
  private static func color(_ call: Call, _ x: String, _ runs: SweepTable) throws(CommandError) -> String? {
    switch call[Self.color] {
    case "none"?: nil
    case let name?: try runs.setting(name, argument: "color")
    case nil: runs.settings.first { $0 != x }
    }
  }
}

/// The runs of a sweep: a row for each, with its settings and what was measured.
private struct SweepTable {
  let settings: [String]
  private let measures: [String]
  private let table: Table

  init(_ records: [Record]) throws(CommandError) {
    guard records.count == 1, records[0].kind == "sweep", case .table(let table)? = records[0]["runs"] else {
      throw CommandError(
        "plot sweep needs the value of a sweep", argument: "sweep",
        hint: "keep it with let: let s = sweep lambda in [0.5, 1] { … }; plot sweep s")
    }
    self.table = table
    let names = table.columns.map(\.name), seed = names.firstIndex(of: "seed") ?? 0
    settings = Array(names[..<seed])
    measures = names[(seed + 1)...].filter { !["model", "error"].contains($0) }
  }

  /// What is measured if nothing is said.
  var usual: String { measures.contains("purity") ? "purity" : "elbo" }

  func setting(_ name: String, argument: String) throws(CommandError) -> String {
    guard settings.isEmpty || !settings.contains(name) else { return name }
    throw CommandError(
      settings.isEmpty ? "the sweep has no settings, only seeds" : "'\(name)' is no setting of the sweep",
      argument: argument, hint: settings.isEmpty ? "name one: sweep lambda in [0.5, 1] { … }" : nil, known: settings)
  }

  func measure(_ name: String) throws(CommandError) -> String {
    guard !measures.contains(name) else { return name }
    throw CommandError("'\(name)' is nothing that the runs were measured by", argument: "y", known: measures)
  }

  private func values(_ name: String) -> [Value] {
    let place = table.columns.firstIndex { $0.name == name } ?? 0
    return table.rows.map { $0[place] }
  }

  /// The values of a setting in their order, each once.
  private func levels(_ setting: String) -> [Value] {
    values(setting).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// The most runs of one setting.
  func most(_ x: String, _ color: String?) -> Int {
    let settings = zip(values(x), color.map(values) ?? values(x)).map { [$0.text, $1.text] }
    return Dictionary(settings.map { ($0, 1) }, uniquingKeysWith: +).values.max() ?? 0
  }

  func chart(of measure: String, against x: String, color: String?) -> Chart {
    let levels = levels(x), areNumbers = levels.allSatisfy { if case .number = $0 { true } else { false } }
    let areWhole = levels.allSatisfy { $0.wholeNumber != nil }
    let places = values(x).map { value -> Double in
      if areNumbers, case .number(let number) = value { return number }
      return Double(levels.firstIndex(of: value) ?? 0)
    }
    let results = values(measure).map { if case .number(let number) = $0 { number } else { Double.nan } }
    let groups = color.map(self.levels) ?? [.nothing], colors = color.map(values)
    let marks = groups.enumerated().flatMap { category, level in
      let own = places.indices.filter { colors?[$0] ?? .nothing == level && results[$0].isFinite }
      return Self.marks(
        own.map { (places[$0], results[$0]) }, .category(category), name: color.map { "\($0) = \(level.text)" } ?? "")
    }
    let unit = table.columns.first { $0.name == measure }?.unit
    return Chart(
      xAxis: Axis(x, scale: areNumbers ? .linear : .categories(levels.map(\.text)), isWhole: areWhole),
      yAxis: Axis(measure + (unit.map { " in \($0)" } ?? "")), marks: marks)
  }

  /// The means with their band, and the runs.
  private static func marks(_ runs: [(x: Double, y: Double)], _ ink: Ink, name: String) -> [Mark] {
    let groups = Dictionary(grouping: runs, by: \.x).sorted { $0.key < $1.key }
    let spreads = groups.map { Spread($0.value.map(\.y)) }
    let band = Line.Band(
      lower: spreads.map { $0.mean - $0.deviation }, upper: spreads.map { $0.mean + $0.deviation })
    let isSeveral = groups.contains { $0.value.count > 1 }
    return [
      .line(Line(x: groups.map(\.key), y: spreads.map(\.mean), ink: ink, name: name, band: isSeveral ? band : nil)),
      .points(Points(x: runs.map(\.x), y: runs.map(\.y), coloring: .single(ink), size: 3.5, opacity: 0.7)),
    ]
  }
}
