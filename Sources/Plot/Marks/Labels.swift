/// Text centered at points, with a thin edge in the background's color so that it can be read on data. Texts that would
/// cover one another are moved apart.
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

  /// Texts at points.
  public init(_ labels: [Label]) {
    self.labels = labels
  }
}
