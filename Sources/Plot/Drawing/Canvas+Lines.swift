import CCairo

extension Canvas {
  /// Strokes a path through points.
  func polyline(
    _ points: [Point], _ color: Color, width: Double, dash: Line.Dash = .solid, isClosed: Bool = false,
    opacity: Double = 1
  ) {
    trace(points, isClosed: isClosed)
    use(color, opacity: opacity)
    setPen(width: width, dash: dash)
    cairo_stroke(context)
  }

  func fillPolygon(_ points: [Point], _ color: Color, opacity: Double) {
    trace(points, isClosed: true)
    use(color, opacity: opacity)
    cairo_fill(context)
  }

  /// A horizontal or vertical hairline whose edges fall on pixels.
  func hairline(from start: Point, to end: Point, _ color: Color, width: Double = 0.5) {
    let pixels = pixelsPerPoint ?? 0
    let snappedWidth = pixels > 0 ? max(1, (width * pixels).rounded()) / pixels : width
    let isHorizontal = start.y == end.y
    var rect = Rect(x: start.x, y: start.y, width: end.x - start.x, height: end.y - start.y)
    if isHorizontal {
      rect.y = snapped(start.y - snappedWidth / 2)
      rect.height = snappedWidth
    } else {
      rect.x = snapped(start.x - snappedWidth / 2)
      rect.width = snappedWidth
    }
    fill(rect, color)
  }

  /// Dashes are butt-ended, dots are round; the joins of all lines are round.
  private func setPen(width: Double, dash: Line.Dash) {
    cairo_set_line_width(context, width)
    cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND)
    cairo_set_line_cap(context, dash == .dashed ? CAIRO_LINE_CAP_BUTT : CAIRO_LINE_CAP_ROUND)
    let pattern: [Double] =
      switch dash {
      case .solid: []
      case .dashed: [4, 2.2]
      case .dotted: [0, 2 * width]
      }
    cairo_set_dash(context, pattern, Int32(pattern.count), 0)
  }

  private func trace(_ points: [Point], isClosed: Bool) {
    cairo_new_path(context)
    for point in points { cairo_line_to(context, point.x, point.y) }
    if isClosed { cairo_close_path(context) }
  }
}
