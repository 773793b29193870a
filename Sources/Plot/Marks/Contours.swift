/// Filled contours of a quantity on a grid of points: bands of color at equal steps. What lies beyond the grid has the
/// lowest band's color.
public struct Contours: Sendable, Equatable {
  /// The grid's first and last column.
  public var x: ClosedRange<Double>
  /// The grid's first and last row.
  public var y: ClosedRange<Double>
  /// The number of columns.
  public var columns: Int
  /// The quantity at the grid's points, row by row, the lowest row first. What is not finite counts as the least.
  public var values: [Double]
  /// The number of bands.
  public var bands: Int
  /// The quantity's name above its color bar.
  public var title: String
  /// Where the lowest band begins.
  public var lower: Double
  /// Where the highest band ends; `nil` for the greatest value.
  public var upper: Double?

  /// Filled contours of `values`, row by row on a grid of `columns` columns.
  public init(
    x: ClosedRange<Double>, y: ClosedRange<Double>, columns: Int, values: [Double], bands: Int = 12, title: String = "",
    lower: Double = 0, upper: Double? = nil
  ) {
    self.x = x
    self.y = y
    self.columns = columns
    self.values = values
    self.bands = bands
    self.title = title
    self.lower = lower
    self.upper = upper
  }
}

extension Contours: MarkContent {
  private static let mostBands = 256

  func extend(_ extent: inout Extent) {
    extent.x.include([x.lowerBound, x.upperBound])
    extent.y.include([y.lowerBound, y.upperBound])
  }

  var colorBars: [ColorBar] { [bar] }

  var highestCategory: Int { -1 }

  private var bar: ColorBar {
    var bar = ColorBar(values, title: title, lower: lower, upper: upper)
    bar.use = .ground
    return bar
  }

  func draw(in frame: Frame, on canvas: Canvas) {
    let bands = min(max(bands, 1), Self.mostBands)
    canvas.fill(frame.rect, color(0, of: bands))
    guard let tracer = ContourTracer(columns: columns, values: values) else { return }
    for band in 1..<max(bands, 2) where band < bands {
      let level = bar.lower + (bar.upper - bar.lower) * Double(band) / Double(bands)
      let loops = tracer.loops(at: level).map { $0.compactMap { place($0, tracer, frame) } }
      canvas.fillRegion(loops, color(band, of: bands))
    }
  }

  private func color(_ band: Int, of bands: Int) -> Color {
    Viridis.color(at: (Double(band) + 0.5) / Double(bands))
  }

  /// The place of a point given in columns and rows.
  private func place(_ point: Point, _ tracer: ContourTracer, _ frame: Frame) -> Point? {
    func value(_ position: Double, _ count: Int, _ range: ClosedRange<Double>) -> Double {
      range.lowerBound + (range.upperBound - range.lowerBound) * position / Double(max(count - 1, 1))
    }
    return frame.place(value(point.x, tracer.columns, x), value(point.y, tracer.rows, y))
  }
}
