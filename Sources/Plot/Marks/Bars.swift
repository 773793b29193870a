/// Bars at the positions 0, 1, 2, … of an axis with the scale `.categories`.
public struct Bars: Sendable, Equatable {
  /// How several series share a position.
  public enum Arrangement: Sendable, Equatable {
    /// Side by side.
    case grouped
    /// One on top of the other.
    case stacked
  }

  /// One value per position in one color.
  public struct Series: Sendable, Equatable {
    /// The name in the legend; empty for none.
    public var name: String
    /// The heights.
    public var values: [Double]
    /// The color.
    public var ink: Ink

    /// Heights with a name and a color.
    public init<Value: BinaryFloatingPoint>(name: String = "", values: [Value], ink: Ink = .category(0)) {
      self.name = name
      self.values = values.map { Double($0) }
      self.ink = ink
    }
  }

  /// The series, in the legend's order.
  public var series: [Series]
  /// How several series share a position.
  public var arrangement: Arrangement
  /// The heading of the series in the legend; empty for none.
  public var title: String

  /// Bars of one or several series.
  public init(_ series: [Series], arrangement: Arrangement = .grouped, title: String = "") {
    self.series = series
    self.arrangement = arrangement
    self.title = title
  }
}
