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
