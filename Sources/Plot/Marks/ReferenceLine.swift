/// A line across the whole chart at one value, with a small label at its end. It widens the axis' limits to be seen.
public struct ReferenceLine: Sendable, Equatable {
  /// The direction it runs in.
  public enum Direction: Sendable, Equatable {
    /// At one value of y.
    case horizontal
    /// At one value of x.
    case vertical
  }

  /// The direction it runs in.
  public var direction: Direction
  /// Where it crosses the axis.
  public var value: Double
  /// Text beside the line; empty for none.
  public var label: String
  /// The color.
  public var ink: Ink
  /// How the line is broken.
  public var dash: Line.Dash

  /// A line across the chart at `value`.
  public init(
    _ direction: Direction, at value: Double, label: String = "", ink: Ink = .muted, dash: Line.Dash = .dashed
  ) {
    self.direction = direction
    self.value = value
    self.label = label
    self.ink = ink
    self.dash = dash
  }
}
