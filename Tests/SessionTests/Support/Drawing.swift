import Plot

@testable import Session

extension Workbench {
  /// The description of the figure that a text draws last.
  func figure(_ text: String) throws -> Figure {
    guard case .record(let record) = try run(text), let figure = session.figures.drawn(record) else {
      throw Surprise("\(text) drew no figure")
    }
    return figure
  }

  /// The chart that a text draws last, if it is the figure's only panel.
  func chart(_ text: String) throws -> Chart {
    let figure = try figure(text)
    guard figure.panels.count == 1, case .chart(let chart) = figure.panels[0] else {
      throw Surprise("\(text) drew no single chart")
    }
    return chart
  }

  /// The grid of pictures that a text draws last, if it is the figure's only panel.
  func grid(_ text: String) throws -> PictureGrid {
    let figure = try figure(text)
    guard figure.panels.count == 1, case .pictures(let grid) = figure.panels[0] else {
      throw Surprise("\(text) drew no single grid")
    }
    return grid
  }
}

extension Chart {
  var lines: [Line] { all { if case .line(let line) = $0 { line } else { nil } } }
  var points: [Points] { all { if case .points(let points) = $0 { points } else { nil } } }
  var bars: [Bars] { all { if case .bars(let bars) = $0 { bars } else { nil } } }
  var contours: [Contours] { all { if case .contours(let contours) = $0 { contours } else { nil } } }
  var heatMaps: [HeatMap] { all { if case .heatMap(let map) = $0 { map } else { nil } } }
  var histograms: [Histogram] { all { if case .histogram(let counts) = $0 { counts } else { nil } } }
  var labels: [Labels.Label] {
    all { if case .labels(let labels) = $0 { labels } else { nil } }.flatMap(\Labels.labels)
  }
  var ellipses: [Ellipses.Ellipse] {
    all { if case .ellipses(let ellipses) = $0 { ellipses } else { nil } }.flatMap(\Ellipses.ellipses)
  }

  private func all<Content>(_ content: (Mark) -> Content?) -> [Content] { marks.compactMap(content) }
}
