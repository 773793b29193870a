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

/// What every mark can do: say what it covers, enter the legend, and draw itself.
protocol MarkContent {
  /// Widens the extent to what the mark shows.
  func extend(_ extent: inout Extent)
  /// The mark's lines in the legend.
  var legendEntries: [LegendEntry] { get }
  /// The quantities the mark shows by color.
  var colorBars: [ColorBar] { get }
  /// The highest category it uses; -1 for none.
  var highestCategory: Int { get }
  /// Places that a note in the chart had better not cover.
  func obstacles(in frame: Frame) -> [Point]
  /// Draws the mark; the canvas is already clipped to the frame.
  func draw(in frame: Frame, on canvas: Canvas)
}

extension MarkContent {
  var legendEntries: [LegendEntry] { [] }
  var colorBars: [ColorBar] { [] }
  func obstacles(in frame: Frame) -> [Point] { [] }
}
