import Testing

@testable import Plot

@Suite("Figures on the same axes")
struct SharedLimitsTests {
  private func figure(_ x: [Double], _ y: [Double], xAxis: Axis = Axis("x"), yAxis: Axis = Axis("y")) -> Figure {
    Figure(panels: [.chart(Chart(xAxis: xAxis, yAxis: yAxis, marks: [.points(Points(x: x, y: y))]))])
  }

  private func limits(_ figure: Figure) -> [Double?] {
    guard case .chart(let chart)? = figure.panels.first else { return [] }
    return [chart.xAxis.lower, chart.xAxis.upper, chart.yAxis.lower, chart.yAxis.upper]
  }

  @Test("hold the data of all, with a margin")
  func linear() {
    let shared = [figure([0, 1], [5, 5]), figure([-1, 0], [15, 15])].withSharedLimits()
    #expect(limits(shared[0]) == [-1.08, 1.08, 4.6, 15.4])
    #expect(limits(shared[1]) == limits(shared[0]))
  }

  @Test("keep given limits and names, and each its own where scales differ")
  func kept() {
    let given = figure([0, 1], [1, 10], xAxis: Axis("x", lower: -5, upper: 5), yAxis: Axis("y", scale: .log10))
    let shared = [given, figure([0, 9], [1, 1000], xAxis: Axis("x", lower: -5, upper: 5), yAxis: Axis("y"))]
      .withSharedLimits()
    #expect(limits(shared[0]) == [-5, 5, nil, nil])
    let logarithmic = [figure([0], [1], yAxis: Axis(scale: .log10)), figure([0], [100], yAxis: Axis(scale: .log10))]
      .withSharedLimits()
    let bounds = limits(logarithmic[0]).compactMap(\.self)
    #expect(abs(bounds[2] - 0.832) < 0.001 && abs(bounds[3] - 120.2) < 0.1)
    let named = figure([0, 1], [1, 2], xAxis: Axis(scale: .categories(["a", "b"])))
    #expect(limits([named].withSharedLimits()[0])[0] == nil)
  }

  @Test("are none at all for no figures, and for panels of pictures")
  func degenerate() {
    #expect([Figure]().withSharedLimits().isEmpty)
    let mixed = [Figure(panels: [.pictures(PictureGrid(rows: []))]), figure([1], [1])]
    #expect(mixed.withSharedLimits()[0] == mixed[0])
  }
}
