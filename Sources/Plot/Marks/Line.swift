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

extension Line: MarkContent {
  func extend(_ extent: inout Extent) {
    for (x, y) in zip(x, y) where x.isFinite && y.isFinite {
      extent.x.include(x)
      extent.y.include(y)
    }
    extent.y.include(band?.lower ?? [])
    extent.y.include(band?.upper ?? [])
  }

  var legendEntries: [LegendEntry] {
    name.isEmpty ? [] : [LegendEntry(name, ink: ink, sample: .line(dash))]
  }

  var highestCategory: Int { ink.category }

  /// The line's points and the middles between them.
  func obstacles(in frame: Frame) -> [Point] {
    let points = zip(x, y).compactMap { frame.place($0, $1) }
    return points + zip(points, points.dropFirst()).map { Point(x: ($0.x + $1.x) / 2, y: ($0.y + $1.y) / 2) }
  }

  func draw(in frame: Frame, on canvas: Canvas) {
    let color = frame.paint.color(ink)
    if let band { draw(band, in: frame, on: canvas, color) }
    let width = width.isFinite ? min(max(self.width, 0.1), 50) : 1.5
    for piece in pieces(zip(x, y).map { frame.place($0, $1) }) {
      if piece.count == 1 {
        canvas.dot(at: piece[0], diameter: 2.5 * width, color)
      } else {
        canvas.polyline(piece, color, width: width, dash: dash)
      }
    }
  }

  private func draw(_ band: Band, in frame: Frame, on canvas: Canvas, _ color: Color) {
    let edges = zip(x, zip(band.lower, band.upper)).map { x, edges -> (Point, Point)? in
      guard let lower = frame.place(x, edges.0), let upper = frame.place(x, edges.1) else { return nil }
      return (lower, upper)
    }
    for piece in pieces(edges) {
      canvas.fillPolygon(piece.map(\.0) + piece.reversed().map(\.1), color, opacity: 0.18)
    }
  }

  /// The runs between missing elements.
  private func pieces<Element>(_ elements: [Element?]) -> [[Element]] {
    elements.split { $0 == nil }.map { $0.compactMap { $0 } }
  }
}
