import Glibc

/// Finds places for texts on data so that none covers another: each at its own point, or else as near as there is room.
struct LabelPlacer {
  private let frame: Rect
  private var taken: [Rect] = []

  private static let directions = 16
  private static let rings = 14

  init(in frame: Rect) { self.frame = frame }

  /// The place of each text, `nil` if there is none. Texts that would cover no other one are placed first.
  mutating func places(for texts: [(size: Size, point: Point)]) -> [Rect?] {
    let wanted = texts.map { Rect(center: $0.point, $0.size) }
    var places: [Rect?] = wanted.indices.map { index in
      let isAlone = wanted.indices.allSatisfy { $0 == index || !wanted[$0].intersects(wanted[index]) }
      return isAlone && frame.contains(wanted[index]) ? wanted[index] : nil
    }
    taken += places.compactMap { $0 }
    for index in texts.indices where places[index] == nil {
      places[index] = nearest(to: wanted[index])
      if let place = places[index] { taken.append(place) }
    }
    return places
  }

  /// The nearest free place on rings around the one wanted.
  private func nearest(to wanted: Rect) -> Rect? {
    for ring in 0...Self.rings {
      for direction in 0..<(ring == 0 ? 1 : Self.directions) {
        let angle = 2 * .pi * Double(direction) / Double(Self.directions)
        let distance = Double(ring) * 0.75
        var rect = wanted
        rect.x += distance * (wanted.width * 0.5 + wanted.height * 0.5) * cos(angle)
        rect.y -= distance * wanted.height * sin(angle)
        if frame.contains(rect), !taken.contains(where: { $0.intersects(rect) }) { return rect }
      }
    }
    return nil
  }
}

extension Rect {
  fileprivate init(center: Point, _ size: Size) {
    self.init(x: center.x - size.width / 2, y: center.y - size.height / 2, width: size.width, height: size.height)
  }

  /// The nearest point of the rectangle.
  func nearest(to point: Point) -> Point {
    Point(x: min(max(point.x, x), maxX), y: min(max(point.y, y), maxY))
  }
}
