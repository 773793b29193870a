/// A scatter of points. A point with a coordinate that is not finite is left out.
///
/// Points are drawn in a shuffled order that is the same each time, so that no category covers the others.
public struct Points: Sendable, Equatable {
  /// What colors the points.
  public enum Coloring: Sendable, Equatable {
    /// All alike; a name enters the legend.
    case single(Ink, name: String = "")
    /// A category per point, counted from 0; `names[k]` enters the legend for category k, under `title`.
    case categories([Int], names: [String], title: String = "")
    /// A quantity per point, shown by a color bar with `title`; a missing limit is the least or the greatest value.
    case values([Double], title: String, lower: Double? = nil, upper: Double? = nil)
  }

  /// The horizontal coordinates.
  public var x: [Double]
  /// The vertical coordinates, as many as `x`.
  public var y: [Double]
  /// What colors the points.
  public var coloring: Coloring
  /// The diameter in points (1/72 inch); `nil` takes one that suits the number of points.
  public var size: Double?
  /// The opacity, 0…1; `nil` takes one that suits the number of points.
  public var opacity: Double?

  /// A scatter of the points (x[i], y[i]).
  public init<Value: BinaryFloatingPoint>(
    x: [Value], y: [Value], coloring: Coloring = .single(.category(0)), size: Double? = nil, opacity: Double? = nil
  ) {
    self.x = x.map { Double($0) }
    self.y = y.map { Double($0) }
    self.coloring = coloring
    self.size = size
    self.opacity = opacity
  }
}
