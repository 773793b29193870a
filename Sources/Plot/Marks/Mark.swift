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
}
