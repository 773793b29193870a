/// Something drawn in a chart.
public enum Mark: Sendable, Equatable {
  /// A scatter of points.
  case points(Points)
  /// A line through points, with or without a band.
  case line(Line)
  /// Covariance ellipses.
  case ellipses(Ellipses)
  /// A horizontal or vertical line across the chart.
  case reference(ReferenceLine)
  /// Bars side by side or stacked.
  case bars(Bars)
  /// Text at points.
  case labels(Labels)
  /// Filled contours on a grid.
  case contours(Contours)
  /// Cells colored by a quantity.
  case heatMap(HeatMap)
  /// Counts in bins.
  case histogram(Histogram)
  /// Small images at points.
  case thumbnails(Thumbnails)
}

extension Mark {
  var content: any MarkContent {
    switch self {
    case .points(let points): points
    case .line(let line): line
    case .ellipses(let ellipses): ellipses
    case .reference(let line): line
    case .bars(let bars): bars
    case .labels(let labels): labels
    case .contours(let contours): contours
    case .heatMap(let map): map
    case .histogram(let histogram): histogram
    case .thumbnails(let thumbnails): thumbnails
    }
  }
}
