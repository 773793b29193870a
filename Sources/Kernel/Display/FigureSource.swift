import Language

/// The forms of a figure drawn just now that the command language does not hand out itself.
public struct FigureSource {
  /// The figure as an SVG drawing; nil if it is not at hand.
  public var drawing: (Record) -> [UInt8]?
  /// The figure's points, as a page reads them; nil if it has none.
  public var points: (Record) -> String?

  /// Figures of which nothing is at hand but what the host itself gives.
  public init(
    drawing: @escaping (Record) -> [UInt8]? = { _ in nil }, points: @escaping (Record) -> String? = { _ in nil }
  ) {
    self.drawing = drawing
    self.points = points
  }
}
