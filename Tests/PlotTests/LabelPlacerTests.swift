import Testing

@testable import Plot

@Suite struct LabelPlacerTests {
  private static let frame = Rect(x: 0, y: 0, width: 300, height: 200)

  private func places(_ points: [Point], width: Double = 12) -> [Rect?] {
    var placer = LabelPlacer(in: Self.frame)
    return placer.places(for: points.map { (Size(width: width, height: 10), $0) })
  }

  @Test("texts that cover none other stay at their points")
  func alone() {
    let points = [Point(x: 20, y: 20), Point(x: 60, y: 20), Point(x: 20, y: 60)]
    for (place, point) in zip(places(points), points) {
      #expect(place.map { Point(x: $0.midX, y: $0.midY) } == point)
    }
  }

  @Test("coinciding texts come apart, near their point and within the frame", arguments: [2, 8, 30])
  func coinciding(count: Int) {
    let point = Point(x: 290, y: 100)
    let found = places(Array(repeating: point, count: count)).compactMap { $0 }
    #expect(found.count == count)
    for (index, place) in found.enumerated() {
      #expect(Self.frame.contains(place))
      #expect(found[(index + 1)...].allSatisfy { !$0.intersects(place) })
    }
    #expect(found.allSatisfy { abs($0.midX - point.x) < 130 && abs($0.midY - point.y) < 110 })
  }

  @Test("what has no room at all has no place")
  func noRoom() {
    let found = places(Array(repeating: Point(x: 150, y: 100), count: 400))
    #expect(found.contains { $0 == nil } && found.contains { $0 != nil })
    #expect(places([Point(x: 150, y: 100)], width: 400) == [nil])
  }

  @Test("a text at the edge moves inside")
  func edge() {
    #expect(places([Point(x: 1, y: 199)])[0].map(Self.frame.contains) == true)
  }
}
