import Foundation
import Testing

@testable import Plot

@Suite struct TicksTests {
  private func texts(_ lower: Double, _ upper: Double, _ count: Int, whole: Bool = false) -> [String] {
    Ticks.linear(from: lower, to: upper, atMost: count, whole: whole).map(\.text)
  }

  @Test("ticks stand at round numbers within the limits")
  func roundNumbers() {
    #expect(texts(-0.04, 1.04, 6) == ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"])
    #expect(texts(-4.3, 4.1, 5) == ["−4", "−2", "0", "2", "4"])
    #expect(texts(3, 61, 8) == ["10", "20", "30", "40", "50", "60"])
    #expect(texts(-104.2, -98.1, 4) == ["−104", "−102", "−100"])
  }

  @Test("thousands are grouped from five digits on, and large and tiny numbers get a power of ten")
  func largeAndTiny() {
    #expect(texts(0, 5200, 4) == ["0", "2000", "4000"])
    #expect(texts(0, 52_000, 3) == ["0", "20,000", "40,000"])
    #expect(texts(0, 5e6, 3) == ["0", "2×10⁶", "4×10⁶"])
    #expect(texts(-2e-9, 0, 2) == ["−2×10⁻⁹", "0"])
    #expect(texts(0, 0.00052, 3) == ["0.0000", "0.0002", "0.0004"])
  }

  @Test("an axis of whole numbers has no tick between them")
  func whole() {
    #expect(texts(0.9, 3.1, 9, whole: true) == ["1", "2", "3"])
    #expect(texts(0.9, 3.1, 5) == ["1.0", "1.5", "2.0", "2.5", "3.0"])
  }

  @Test(
    "there are never more ticks than allowed, all in order within the limits",
    arguments: [
      (0, 1), (-1, 1), (1e-9, 2e-9), (-3e5, 7e8), (0.1234, 0.1235), (-1e300, 1e300), (999.99, 1000.01),
      (-1e-280, 1e-279),
    ])
  func counts(lower: Double, upper: Double) {
    for count in 2...12 {
      let coordinates = Ticks.linear(from: lower, to: upper, atMost: count).map(\.coordinate)
      let slack = (upper - lower) * 1e-5
      #expect(coordinates.count <= count)
      #expect(coordinates.allSatisfy { $0 >= lower - slack && $0 <= upper + slack })
      #expect(zip(coordinates, coordinates.dropFirst()).allSatisfy { $0 < $1 })
      #expect(count < 4 || coordinates.count >= 2)
    }
  }

  @Test("a logarithmic axis has powers of ten, over a short range also their 2 and 5 times")
  func logarithmic() {
    let texts = { (lower: Double, upper: Double, count: Int) in
      Ticks.logarithmic(from: lower, to: upper, atMost: count).map(\.text)
    }
    #expect(texts(-4.2, 0.3, 6) == ["10⁻⁴", "10⁻³", "10⁻²", "10⁻¹", "10⁰"])
    #expect(texts(0, 12, 5) == ["10⁰", "10³", "10⁶", "10⁹", "10¹²"])
    #expect(texts(-0.1, 1.1, 6) == ["1", "2", "5", "10"])
    #expect(texts(-2.1, -0.9, 6) == ["0.01", "0.02", "0.05", "0.1"])
    #expect(texts(0.31, 0.47, 4) == ["2.2", "2.4", "2.6", "2.8"])
  }

  @Test("between powers of ten lie their 2 to 9 times, over a few decades only")
  func betweenPowers() {
    let found = Ticks.betweenPowers(from: 0.25, to: 1.4).map { AxisText.fixed(pow(10, $0), decimals: 0) }
    #expect(found == ["2", "3", "4", "5", "6", "7", "8", "9", "20"])
    let plan = { (scale: Axis.Scale, upper: Double) in
      AxisPlan(Axis(scale: scale, lower: 1, upper: upper), covering: Interval(isLog: scale == .log10)).minorCoordinates
    }
    #expect(plan(.log10, 100).count == 16)
    #expect(plan(.log10, 1e9).isEmpty && plan(.linear, 100).isEmpty)
  }

  @Test("limits without a span have no ticks")
  func noSpan() {
    #expect(texts(1, 1, 5).isEmpty)
    #expect(texts(2, 1, 5).isEmpty)
    #expect(texts(.nan, 1, 5).isEmpty)
    #expect(texts(-.infinity, .infinity, 5).isEmpty)
  }
}
