import Foundation
import Testing

@testable import Plot

@Suite("Contours, cells and bins")
struct ContourTests {
  /// The area a loop encloses, positive where it runs counterclockwise.
  private func area(_ loop: [Point]) -> Double {
    zip(loop, loop.dropFirst() + [loop[0]]).reduce(0) { $0 + ($1.0.x * $1.1.y - $1.1.x * $1.0.y) / 2 }
  }

  private func tracer(_ columns: Int, _ rows: Int, _ value: (Double, Double) -> Double) throws -> ContourTracer {
    let values = (0..<columns * rows).map { value(Double($0 % columns), Double($0 / columns)) }
    return try #require(ContourTracer(columns: columns, values: values))
  }

  @Test("a cone's contour is a circle around its top")
  func circle() throws {
    let loops = try tracer(61, 61) { 20 - hypot($0 - 30, $1 - 30) }.loops(at: 5)
    #expect(loops.count == 1)
    #expect(loops[0].allSatisfy { abs(hypot($0.x - 30, $0.y - 30) - 15) < 0.02 })
    #expect(abs(area(loops[0]) - .pi * 225) < 3)
  }

  @Test("a ring has a contour outside and one the other way around inside")
  func ring() throws {
    let loops = try tracer(61, 61) { 5 - abs(hypot($0 - 30, $1 - 30) - 20) }.loops(at: 2)
    let areas = loops.map(area).sorted()
    #expect(areas.count == 2)
    #expect(abs(areas[0] + .pi * 17 * 17) < 4 && abs(areas[1] - .pi * 23 * 23) < 4)
  }

  @Test("what reaches the grid's border is closed along it")
  func border() throws {
    #expect(try tracer(5, 4) { _, _ in 1 }.loops(at: 0.5).map(area) == [12])
    #expect(try tracer(5, 4) { _, _ in 1 }.loops(at: 2).isEmpty)
    let half = try tracer(5, 4) { x, _ in x }.loops(at: 2.5)
    #expect(half.count == 1 && abs(area(half[0]) - 1.5 * 3) < 1e-12)
  }

  @Test("where two opposite corners are high, the middle decides whether they meet")
  func saddle() throws {
    func count(_ high: Double) throws -> Int {
      try tracer(2, 2) { $0 == $1 ? high : 0 }.loops(at: 1).count
    }
    #expect(try count(1.5) == 2)
    #expect(try count(5) == 1)
  }

  @Test("the regions of a rough surface hold exactly its points at or above the level")
  func rough() throws {
    var draws = Draws(seed: 11)
    let values = (0..<30 * 20).map { _ in draws.normal() }
    let tracer = try #require(ContourTracer(columns: 30, values: values))
    let loops = tracer.loops(at: 0.3)
    for (index, value) in values.enumerated() {
      let (x, y) = (Double(index % 30), Double(index / 30))
      // Points of the border lie on their loop: look at them from a little inside.
      let (u, v) = (min(max(x, 1e-9), 29 - 1e-9), min(max(y, 1e-9), 19 - 1e-9))
      let turns = loops.map { winding($0, around: Point(x: u, y: v)) }.reduce(0, +)
      #expect(turns == (value >= 0.3 ? 1 : 0), "\(x), \(y)")
    }
  }

  /// How often a loop runs around a point, counted where it crosses a ray to the right.
  private func winding(_ loop: [Point], around point: Point) -> Int {
    zip(loop, loop.dropFirst() + [loop[0]]).reduce(0) { turns, edge in
      let (a, b) = edge
      guard (a.y <= point.y) != (b.y <= point.y) else { return turns }
      let x = a.x + (point.y - a.y) / (b.y - a.y) * (b.x - a.x)
      return x > point.x ? turns + (b.y > a.y ? 1 : -1) : turns
    }
  }

  @Test("a histogram counts each value once, those beyond in the outermost bins")
  func bins() {
    let histogram = Histogram([0, 0.1, 0.5, 0.99, 1, 7, -3, .nan], lower: 0, upper: 1, bins: 4)
    #expect(histogram.counts == [3, 0, 1, 3])
  }

  @Test("blue below zero, nearly white at zero, red above, on one scale")
  func diverging() {
    #expect(Diverging.pixel(-1) == [0x21, 0x66, 0xAC] && Diverging.pixel(-9) == Diverging.pixel(-1))
    #expect(Diverging.pixel(0) == [0xF7, 0xF7, 0xF7] && Diverging.pixel(.nan) == Diverging.pixel(0))
    #expect(Diverging.pixel(1) == [0xB2, 0x18, 0x2B])
  }
}
