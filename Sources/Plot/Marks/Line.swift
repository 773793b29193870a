/// A line through points in their order, broken where a coordinate is not finite.
public struct Line: Sendable, Equatable {
  /// How a line is broken.
  public enum Dash: Sendable, Hashable {
    /// Not at all.
    case solid
    /// Into dashes.
    case dashed
    /// Into dots.
    case dotted
  }

  /// The area between two curves over the line's x, say mean ± sd.
  public struct Band: Sendable, Equatable {
    /// The lower edge, as many values as the line has points.
    public var lower: [Double]
    /// The upper edge, as many values as the line has points.
    public var upper: [Double]

    /// The area between two curves.
    public init<Value: BinaryFloatingPoint>(lower: [Value], upper: [Value]) {
      self.lower = lower.map { Double($0) }
      self.upper = upper.map { Double($0) }
    }
  }

  /// The horizontal coordinates.
  public var x: [Double]
  /// The vertical coordinates, as many as `x`.
  public var y: [Double]
  /// The line's color.
  public var ink: Ink
  /// The name in the legend; empty for none. The same name and look in several charts makes one entry.
  public var name: String
  /// How the line is broken.
  public var dash: Dash
  /// The width in points.
  public var width: Double
  /// The area around the line.
  public var band: Band?

  /// A line through the points (x[i], y[i]).
  public init<Value: BinaryFloatingPoint>(
    x: [Value], y: [Value], ink: Ink = .category(0), name: String = "", dash: Dash = .solid, width: Double = 1.5,
    band: Band? = nil
  ) {
    self.x = x.map { Double($0) }
    self.y = y.map { Double($0) }
    self.ink = ink
    self.name = name
    self.dash = dash
    self.width = width
    self.band = band
  }
}
