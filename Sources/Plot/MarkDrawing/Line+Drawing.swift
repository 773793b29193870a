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
