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

extension ReferenceLine: MarkContent {
  private static let inset = 5.0
  private static let width = 1.1

  func extend(_ extent: inout Extent) {
    switch direction {
    case .horizontal: extent.y.include(value)
    case .vertical: extent.x.include(value)
    }
  }

  var highestCategory: Int { ink.category }

  func draw(in frame: Frame, on canvas: Canvas) {
    guard let ends = ends(in: frame) else { return }
    canvas.polyline([ends.0, ends.1], frame.paint.color(ink), width: Self.width, dash: dash)
    let room = frame.rect.width * (direction == .horizontal ? 1 : 0.5) - 2 * Self.inset
    let text = canvas.fitted(label, .note, within: room)
    let size = Size(width: canvas.width(text, .note), height: TextStyle.note.lineHeight)
    let rects = candidates(beside: ends.0, size, in: frame.rect).filter { frame.rect.contains($0) }
    guard let rect = rects.min(by: { cover($0, frame) < cover($1, frame) }) else { return }
    canvas.write(
      text, .note, at: Point(x: rect.x, y: rect.midY), .start, color: frame.paint.textColor(ink),
      halo: frame.paint.theme.background)
  }

  private func ends(in frame: Frame) -> (Point, Point)? {
    let rect = frame.rect
    switch direction {
    case .horizontal:
      guard let y = frame.position(y: value), y >= rect.y, y <= rect.maxY else { return nil }
      return (Point(x: rect.x, y: y), Point(x: rect.maxX, y: y))
    case .vertical:
      guard let x = frame.position(x: value), x >= rect.x, x <= rect.maxX else { return nil }
      return (Point(x: x, y: rect.y), Point(x: x, y: rect.maxY))
    }
  }

  /// Room for the label on both sides of the line at either end, the best first.
  private func candidates(beside start: Point, _ size: Size, in rect: Rect) -> [Rect] {
    let corners: [(Double, Double)]
    switch direction {
    case .horizontal:
      let sides = [start.y - 3 - size.height, start.y + 3]
      let ends = [rect.maxX - Self.inset - size.width, rect.x + Self.inset]
      corners = ends.flatMap { end in sides.map { (end, $0) } }
    case .vertical:
      let sides = [start.x + 4, start.x - 4 - size.width]
      let ends = [rect.y + Self.inset, rect.maxY - Self.inset - size.height]
      corners = ends.flatMap { end in sides.map { ($0, end) } }
    }
    return corners.map { Rect(x: $0.0, y: $0.1, width: size.width, height: size.height) }
  }

  private func cover(_ rect: Rect, _ frame: Frame) -> Int {
    frame.obstacles.count { rect.contains($0, margin: 2) }
  }
}
