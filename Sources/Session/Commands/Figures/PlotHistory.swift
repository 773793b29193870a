import Language
import Plot

#if canImport(Glibc)
  import Glibc
#endif

/// `plot history`: the ELBO and its terms against the epoch, of this model or of several runs over one another.
struct PlotHistory: FigureCommand {
  static let terms = Option(
    "terms", .choices(["elbo", "reconstruction", "conditional", "style", "component"]), otherwise: "all",
    "which curves, one word or a list")
  static let runs = Option(
    "runs", .records, otherwise: "the last run", "the values of train to draw over one another, as a list")

  let declaration = CommandDeclaration(
    "plot history", [Self.terms, Self.runs] + FigureKeys.all,
    summary: "the ELBO and its terms against the epoch, of one run or several", needs: [.trained], returns: "a figure",
    examples: [
      "plot history", "plot history terms=[elbo, component]",
      "let a = train 5 epochs; plot history runs=[a] terms=component",
    ], output: .figure)

  func draw(_ call: Call, in session: Session) throws -> Drawing {
    let curves = try Self.curves(call[Self.runs], for: declaration.name, in: session)
    return Drawing(Self.historyFigure(curves, terms: call[Self.terms]), named: "history")
  }
}

extension PlotHistory {
  static let historyTitles = [
    ("elbo", "ELBO"), ("reconstruction", "reconstruction"), ("conditional", "conditional prior"),
    ("style", "w prior"), ("component", "z prior"),
  ]

  /// A panel for each term, all where none are named.
  static func historyFigure(_ curves: [Curve], terms: [String]? = nil) -> Figure {
    let wanted = terms ?? Self.historyTitles.map(\.0)
    let names = runNames(curves)
    let panels = Self.historyTitles.filter { wanted.contains($0.0) }.map { term, title in
      Panel.chart(historyChart(term, title, curves, names))
    }
    return Figure(panels: panels, columns: panels.count > 3 ? 3 : panels.count)
  }

  /// The runs that a command names, or the one of this model.
  ///
  /// - Parameter options: what training needs to be told for the command, for the way out.
  static func curves(
    _ records: [Record]?, for name: String, options: String = "", in session: Session
  ) throws(CommandError) -> [Curve] {
    if let records {
      let curves = records.compactMap(Curve.init)
      guard curves.count == records.count, !curves.isEmpty else {
        throw CommandError(
          "runs needs values of train", argument: "runs",
          hint: "keep them with let: let a = train 10 epochs\(options); \(name) runs=[a]")
      }
      return curves
    }
    let loaded = try session.requireModel()
    guard !loaded.history.isEmpty else {
      throw CommandError(
        "the model has not completed an epoch of training", hint: "train it: train 60 epochs\(options)")
    }
    return [Curve(TrainingFields.history(loaded.history), lambda: loaded.lastRun?.settings.lambda.constant ?? 0)]
  }

  /// Runs that differ in lambda are told apart by it, others by their number.
  fileprivate static func runNames(_ curves: [Curve]) -> [(name: String, category: Int)] {
    guard curves.count > 1 else { return curves.map { _ in ("", 0) } }
    let settings = curves.map(\.setting)
    if let first = settings.first, settings.contains(where: { $0 != first }) {
      return settings.map { setting in (setting, Set(settings.prefix { $0 != setting }).count) }
    }
    var lambdas: [Double] = []
    for curve in curves where !lambdas.contains(curve.lambda) { lambdas.append(curve.lambda) }
    guard lambdas.count > 1 else { return curves.indices.map { ("run \($0 + 1)", $0) } }
    return curves.map { curve in
      ("λ = \(NumberText.short(curve.lambda))", lambdas.firstIndex(of: curve.lambda) ?? 0)
    }
  }

  fileprivate static func historyChart(
    _ term: String, _ title: String, _ curves: [Curve], _ names: [(name: String, category: Int)]
  ) -> Chart {
    let single = curves.count == 1
    var marks: [Mark] = []
    for (curve, (name, category)) in zip(curves, names) {
      marks.append(
        .line(
          Line(
            x: curve.epochs, y: curve.values(term, test: false), ink: .category(category),
            name: single ? "train" : name, width: single ? 1.5 : 1.2)))
      if single {
        marks.append(
          .line(
            Line(x: curve.epochs, y: curve.values(term, test: true), ink: .category(1), name: "test", dash: .dashed)))
      }
    }
    if term == "component" { marks += lambdaLines(curves) }
    return Chart(
      title: title, xAxis: Axis("epoch", isWhole: true), yAxis: Axis("nats per example"), marks: marks)
  }

  fileprivate static func lambdaLines(_ curves: [Curve]) -> [Mark] {
    var drawn: [Double] = []
    return curves.compactMap { curve in
      guard curve.lambda > 0, !drawn.contains(curve.lambda) else { return nil }
      drawn.append(curve.lambda)
      return .reference(ReferenceLine(.horizontal, at: curve.lambda, label: "λ = \(NumberText.short(curve.lambda))"))
    }
  }
}
