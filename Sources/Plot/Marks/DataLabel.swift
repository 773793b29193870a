/// A text at a point of a chart, on data.
struct DataLabel {
  let point: Point
  let text: String
  let color: Color
  /// How far above its point the text belongs.
  var lift = 0.0

  var wanted: Point { Point(x: point.x, y: point.y - lift) }
}

extension Canvas {
  /// The distance in points up to which a text needs no line to its place.
  private static let nearby = 10.0

  /// Writes texts so that none covers another. One that had to move far points at its place with a thin line; if there is
  /// no room for it at all, a dot remains.
  func write(_ labels: [DataLabel], in frame: Frame, within limit: Double) {
    let style = TextStyle.ellipse, halo = frame.paint.theme.background
    let texts = labels.map { fitted($0.text, style, within: min(limit, frame.rect.width)) }
    let sizes = texts.map { Size(width: width($0, style) + 3, height: style.capHeight + 4) }
    var placer = LabelPlacer(in: frame.rect)
    let places = placer.places(for: zip(sizes, labels.map(\.wanted)).map { ($0, $1) })
    for (label, place) in zip(labels, places) { drawLeader(from: label, to: place, halo) }
    for (index, place) in places.enumerated() {
      guard let place else { continue }
      let center = Point(x: place.midX, y: place.midY)
      write(texts[index], style, at: center, .middle, color: labels[index].color, halo: halo)
    }
  }

  private func drawLeader(from label: DataLabel, to place: Rect?, _ halo: Color) {
    if let place {
      let edge = place.nearest(to: label.point)
      guard abs(edge.x - label.point.x) + abs(edge.y - label.point.y) > Self.nearby else { return }
      let line = [label.point, edge]
      polyline(line, halo, width: 2, opacity: 0.8)
      polyline(line, label.color, width: 0.7)
    }
    dot(at: label.point, diameter: 4.4, halo)
    dot(at: label.point, diameter: 3, label.color)
  }
}
