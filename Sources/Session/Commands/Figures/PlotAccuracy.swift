import Language
import Plot
import Training

/// `plot accuracy`: the metrics of accuracy against the epoch, of this model or as the mean of several runs with a band of
/// one standard deviation.
struct PlotAccuracy: FigureCommand {
  static let metrics = Option(
    "metrics", .choices(["prototype", "hungarian", "purity", "nmi", "ari"]), otherwise: "all",
    "which metrics, one word or a list")
  static let runs = Option(
    "runs", .records, otherwise: "the last run", "the values of train to take the mean of, as a list")

  let declaration = CommandDeclaration(
    "plot accuracy", [Self.metrics, Self.runs] + FigureKeys.all,
    summary: "the metrics of accuracy against the epoch, of one run or several",
    details: """
      Training takes the metrics when it is asked to: train 60 epochs metrics=1. Several runs are drawn as their mean \
      with a band of one standard deviation.
      """,
    needs: [.trained], returns: "a figure",
    examples: [
      "plot accuracy", "plot accuracy metrics=[purity, nmi]",
      "let a = train 5 epochs metrics=1; plot accuracy runs=[a] metrics=purity",
    ], output: .figure)

  func draw(_ call: Call, in session: Session) throws -> Drawing {
    let curves = try PlotHistory.curves(call[Self.runs], for: declaration.name, options: " metrics=1", in: session)
    guard curves.allSatisfy({ !$0.finite("purity").isEmpty }) else {
      throw CommandError(
        curves.count == 1 ? "no accuracy was taken in training" : "no accuracy was taken in one of the runs",
        hint: "train with metrics=1 to take it after each epoch; accuracy alone gives that of now")
    }
    let metrics = call[Self.metrics] ?? ClusterMetrics.names.dropLast()
    return Drawing(Self.accuracyFigure(curves, metrics: metrics), named: "accuracy")
  }
}

extension PlotAccuracy {
  /// One chart with a line for each metric, or where the runs have several settings, a chart for each metric with a line
  /// for each setting.
  fileprivate static func accuracyFigure(_ curves: [Curve], metrics: [String]) -> Figure {
    var settings: [String] = []
    for curve in curves where !settings.contains(curve.setting) { settings.append(curve.setting) }
    guard settings.count > 1 else { return accuracyFigure(ofOneSetting: curves, metrics: metrics) }
    let axis = accuracyAxis(curves, metrics)
    let panels = metrics.map { Panel.chart(accuracyChart($0, axis, curves, settings)) }
    let runs = curves.count / settings.count
    return Figure(
      title: runs > 1 ? "Accuracy, mean ± sd of \(runs) runs each" : "Accuracy", panels: panels,
      columns: panels.count > 3 ? 3 : panels.count)
  }

  /// The same for all metrics, from the tenth below what any run had to 1.
  fileprivate static func accuracyAxis(_ curves: [Curve], _ metrics: [String]) -> Axis {
    let values = curves.flatMap { curve in metrics.flatMap { curve.finite($0).map(\.value) } }
    let tenth = ((values.min() ?? 0) * 10).rounded(.down) / 10
    return Axis("on test examples", lower: min(max(tenth, 0), 0.9), upper: 1.02 - 0.02 * tenth)
  }

  fileprivate static func accuracyChart(_ metric: String, _ axis: Axis, _ curves: [Curve], _ settings: [String])
    -> Chart
  {
    let lines = settings.enumerated().map { index, setting in
      let runs = curves.filter { $0.setting == setting }.map { $0.finite(metric) }
      return Mark.line(accuracyLine(runs, name: setting, ink: .category(index)))
    }
    return Chart(title: metric, xAxis: Axis("epoch", isWhole: true), yAxis: axis, marks: lines)
  }

  fileprivate static func accuracyFigure(ofOneSetting curves: [Curve], metrics: [String]) -> Figure {
    let lines = metrics.map { metric in
      let category = ClusterMetrics.names.firstIndex(of: metric) ?? 0
      return Mark.line(accuracyLine(curves.map { $0.finite(metric) }, name: metric, ink: .category(category)))
    }
    let chart = Chart(
      xAxis: Axis("epoch", isWhole: true), yAxis: accuracyAxis(curves, metrics), marks: lines)
    return Figure(
      title: curves.count == 1 ? "Accuracy" : "Accuracy, mean ± sd of \(curves.count) runs", panels: [.chart(chart)])
  }

  /// The mean of runs at the epochs that all of them have.
  fileprivate static func accuracyLine(_ runs: [[(epoch: Double, value: Double)]], name: String, ink: Ink) -> Line {
    let values = runs.map { run in Dictionary(run.map { ($0.epoch, $0.value) }) { first, _ in first } }
    let epochs = runs[0].map(\.epoch).filter { epoch in values.allSatisfy { $0[epoch] != nil } }
    let points = epochs.map { epoch in values.compactMap { $0[epoch] } }
    let means = points.map { $0.reduce(0, +) / Double($0.count) }
    let deviations = zip(points, means).map { values, mean in
      (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(max(values.count - 1, 1))).squareRoot()
    }
    let band = Line.Band(
      lower: zip(means, deviations).map { $0 - $1 }, upper: zip(means, deviations).map { $0 + $1 })
    return Line(x: epochs, y: means, ink: ink, name: name, band: runs.count > 1 ? band : nil)
  }
}

extension Curve {
  /// The epochs at which a metric was taken.
  fileprivate func finite(_ metric: String) -> [(epoch: Double, value: Double)] {
    zip(epochs, values(metric, test: false)).filter { $0.1.isFinite }.map { ($0.0, $0.1) }
  }
}
