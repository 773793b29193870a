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

extension Labels: MarkContent {
  func extend(_ extent: inout Extent) {
    for label in labels where label.x.isFinite && label.y.isFinite {
      extent.x.include(label.x)
      extent.y.include(label.y)
    }
  }

  var highestCategory: Int { labels.map(\.ink.category).max() ?? -1 }

  func draw(in frame: Frame, on canvas: Canvas) {
    let lift = lift.isFinite ? min(max(lift, -1e3), 1e3) : 0
    let placed = labels.compactMap { label -> DataLabel? in
      guard let point = frame.place(label.x, label.y), frame.rect.contains(point) else { return nil }
      return DataLabel(point: point, text: label.text, color: frame.paint.textColor(label.ink), lift: lift)
    }
    canvas.write(placed, in: frame, within: 120)
  }
}
