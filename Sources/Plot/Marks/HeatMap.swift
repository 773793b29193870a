/// Cells colored by a quantity, with a text in each where there is room for it. Column c is centered at c and row r at r,
/// as axes with the scale `.categories` have them.
public struct HeatMap: Sendable, Equatable {
  /// The quantity by row and column, the lowest row first. A cell without a finite value stays empty.
  public var values: [[Double]]
  /// The texts of the cells, as many as there are values; none where empty.
  public var texts: [[String]]
  /// The quantity's name above its color bar.
  public var title: String
  /// The value of the first color; `nil` for the least value.
  public var lower: Double?
  /// The value of the last color; `nil` for the greatest value.
  public var upper: Double?

  /// Cells colored by `values`, the lowest row first.
  public init(
    values: [[Double]], texts: [[String]] = [], title: String = "", lower: Double? = nil, upper: Double? = nil
  ) {
    self.values = values
    self.texts = texts
    self.title = title
    self.lower = lower
    self.upper = upper
  }
}
