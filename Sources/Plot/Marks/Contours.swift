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
