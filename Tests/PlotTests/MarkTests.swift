import Testing

@testable import Plot

@Suite struct MarkTests {
  @Test("every point of an ellipse has the Mahalanobis distance asked for")
  func ellipse() {
    let ellipse = Ellipses.Ellipse(x: 1, y: -2, xx: 2, xy: -0.7, yy: 0.5)
    let determinant = ellipse.xx * ellipse.yy - ellipse.xy * ellipse.xy
    let points = ellipse.outline(sigmas: 2)
    #expect(points.count == 96)
    for point in points {
      let (u, v) = (point.x - ellipse.x, point.y - ellipse.y)
      let squared = (ellipse.yy * u * u - 2 * ellipse.xy * u * v + ellipse.xx * v * v) / determinant
      #expect(abs(squared - 4) < 1e-9)
    }
  }

  @Test("marks widen the limits to all they show")
  func extents() {
    let marks: [Mark] = [
      .points(Points(x: [Float(1), .nan, 3], y: [2, 50, 4])),
      .line(Line(x: [0.0], y: [3.0], band: Line.Band(lower: [1.0], upper: [6.0]))),
      .reference(ReferenceLine(.horizontal, at: 9)),
      .ellipses(Ellipses([Ellipses.Ellipse(x: 5, y: 3, xx: 1, yy: 1)])),
    ]
    let extent = Extent(of: Chart(marks: marks))
    #expect(extent.x.lower == 0 && abs(extent.x.upper - 7) < 1e-9)
    #expect(extent.y.lower == 1 && extent.y.upper == 9)
  }

  @Test("stacked bars reach their sums, negative ones downwards")
  func stacked() {
    let bars = Bars([Bars.Series(values: [1.0, -2]), Bars.Series(values: [4.0, 3])], arrangement: .stacked)
    let extent = Extent(of: Chart(marks: [.bars(bars)]))
    #expect(extent.y.lower == -2 && extent.y.upper == 5)
  }

  @Test("a value's place follows its scale, and a value without place has none")
  func places() {
    let chart = ChartLayout(
      Chart(xAxis: Axis(scale: .log10, lower: 1, upper: 100), yAxis: Axis(lower: 0, upper: 2), marks: []))
    let rect = Rect(x: 10, y: 20, width: 100, height: 50)
    let frame = Frame(rect: rect, x: chart.x, y: chart.y, paint: Paint(theme: .light, palette: Palette(categories: 1)))
    #expect(frame.place(10, 0.5) == Point(x: 60, y: 57.5))
    #expect(frame.place(0, 1) == nil)
    #expect(frame.place(1, .nan) == nil)
    #expect(frame.place(1, 1e200)?.y == -1e5)
  }

  @Test("colors of points: their category's, and gray for none")
  func swatches() {
    let paint = Paint(theme: .light, palette: Palette(categories: 3))
    let swatches = Swatches(.categories([2, -1, 0], names: []), count: 3, paint: paint)
    #expect(swatches.colors[swatches.index(0)] == paint.color(.category(2)))
    #expect(swatches.colors[swatches.index(1)] == paint.color(.muted))
    let values = Swatches(.values([0, 1, .nan], title: ""), count: 3, paint: paint)
    #expect(values.colors[values.index(0)] == Viridis.color(at: 0))
    #expect(values.colors[values.index(1)] == Viridis.color(at: 1))
    #expect(values.colors[values.index(2)] == paint.color(.muted))
  }
}
