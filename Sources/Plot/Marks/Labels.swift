/// Text centered at points or above them, with a thin edge in the background's color so that it can be read on data. Texts
/// that would cover one another are moved apart.
public struct Labels: Sendable, Equatable {
  /// One text at one point.
  public struct Label: Sendable, Equatable {
    /// The horizontal coordinate.
    public var x: Double
    /// The vertical coordinate.
    public var y: Double
    /// The text.
    public var text: String
    /// The color.
    public var ink: Ink

    /// A text at (x, y).
    public init(x: Double, y: Double, text: String, ink: Ink = .text) {
      self.x = x
      self.y = y
      self.text = text
      self.ink = ink
    }
  }

  /// The texts.
  public var labels: [Label]
  /// How far above its point each text stands, in points (1/72 inch).
  public var lift: Double

  /// Texts at points, or so far above them.
  public init(_ labels: [Label], lift: Double = 0) {
    self.labels = labels
    self.lift = lift
  }
}
