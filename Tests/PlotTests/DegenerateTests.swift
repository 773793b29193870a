import Testing

@testable import Plot

/// Input that nobody means, none of which may end the program or fail to draw.
@Suite struct DegenerateTests {
  private static func chart(_ marks: Mark..., x: Axis = Axis("x"), y: Axis = Axis("y")) -> Figure {
    Figure(panels: [.chart(Chart(xAxis: x, yAxis: y, aspect: .equal, marks: marks))])
  }

  private static let extreme = [
    0, -0.0, .nan, .infinity, -.infinity, 1e308, -1e308, .leastNonzeroMagnitude, 1e300, -1e-300, 1,
  ]
  private static let noText: [UInt16] = [0, 0xFFFE, 0xFDD0, 0x85, 0x202E, 0xD800, 0x0D, 0x0A]
  private static let logX = Axis(scale: .log10)

  private static let figures: [(name: String, figure: Figure)] = [
    ("nothing", Figure(panels: [])),
    ("no marks", chart()),
    ("no points", chart(.points(Points(x: [Double](), y: [])))),
    ("one point", chart(.points(Points(x: [3.0], y: [4.0])))),
    ("all equal", chart(.points(Points(x: [Double](repeating: 7, count: 50), y: [Double](repeating: -7, count: 50))))),
    ("none finite", chart(.points(Points(x: [Double.nan, .infinity], y: [0.0, 1])))),
    ("lengths differ", chart(.points(Points(x: [1.0, 2, 3], y: [1.0], coloring: .categories([], names: []))))),
    ("extreme points", chart(.points(Points(x: extreme, y: extreme.reversed())))),
    ("extreme line", chart(.line(Line(x: extreme, y: extreme.reversed(), name: "l", width: .nan)))),
    ("extreme line in limits", chart(.line(Line(x: extreme, y: extreme.reversed())), x: Axis(lower: 0, upper: 1))),
    ("extreme values", chart(.points(Points(x: extreme, y: extreme, coloring: .values(extreme, title: "v"))))),
    ("extreme logarithms", chart(.points(Points(x: extreme, y: extreme)), x: logX, y: logX)),
    ("tiny", chart(.line(Line(x: [0, .leastNonzeroMagnitude], y: [1, 1 + 2.2e-16])))),
    ("one huge, one logarithmic axis", chart(.line(Line(x: [0, 1e300], y: [1, 2])), y: logX)),
    ("least logarithms", chart(.line(Line(x: [.leastNonzeroMagnitude, .leastNormalMagnitude], y: [1, 2])), x: logX)),
    (
      "unequal logarithms",
      chart(.points(Points(x: [1.0, 3], y: [1.0, 1e200])), x: logX, y: logX)
    ),
    ("narrow limits", chart(x: Axis(lower: 1, upper: 1 + 2.2e-16), y: Axis(lower: 0, upper: .leastNonzeroMagnitude))),
    ("limits in no order", chart(x: Axis(lower: 2, upper: 1), y: Axis(scale: .log10, lower: -1, upper: .nan))),
    (
      "categories out of range",
      chart(.points(Points(x: [1.0, 2, 3], y: [1.0, 2, 3], coloring: .categories([.min, -1, .max], names: ["a"]))))
    ),
    ("text that is none", Figure(title: String(decoding: noText, as: UTF16.self), panels: chart().panels)),
    ("largest category", chart(.line(Line(x: [0.0, 1], y: [0.0, 1], ink: .category(.max), name: "l")))),
    ("odd size", chart(.points(Points(x: [1.0, 2], y: [1.0, 2], size: -.infinity, opacity: .nan)))),
    ("huge size", chart(.points(Points(x: [1.0, 2], y: [1.0, 2], size: 1e9, opacity: 1e9)))),
    (
      "ellipses that are none",
      chart(
        .ellipses(
          Ellipses([
            Ellipses.Ellipse(x: 0, y: 0, xx: -1, yy: 1), Ellipses.Ellipse(x: 0, y: 0, xx: 1, xy: 5, yy: 1),
            Ellipses.Ellipse(x: .nan, y: 0, xx: 1, yy: 1), Ellipses.Ellipse(x: 0, y: 0, xx: 0, yy: 0),
            Ellipses.Ellipse(x: 0, y: 0, xx: 1e300, yy: 1e300), Ellipses.Ellipse(x: 1, y: 1, xx: 0, xy: 0, yy: 2),
          ])))
    ),
    ("bars of nothing", chart(.bars(Bars([])), x: Axis(scale: .categories([])))),
    (
      "extreme bars",
      chart(
        .bars(Bars([Bars.Series(values: extreme), Bars.Series(values: [1.0])], arrangement: .stacked)),
        .bars(Bars([Bars.Series(values: extreme)])), x: Axis(scale: .categories(["a"])))
    ),
    ("references nowhere", chart(.reference(ReferenceLine(.horizontal, at: .nan, label: "n")))),
    ("band of another length", chart(.line(Line(x: [0.0, 1, 2], y: [0.0], band: Line.Band(lower: [0.0], upper: []))))),
    ("no pictures", Figure(panels: [.pictures(PictureGrid(rows: []))])),
    (
      "empty fields",
      Figure(panels: [.pictures(PictureGrid(rows: [PictureGrid.Row(pictures: [nil]), PictureGrid.Row(pictures: [])]))])
    ),
    (
      "contours of nothing",
      chart(
        .contours(Contours(x: 0...0, y: -1...1, columns: 0, values: [])),
        .contours(Contours(x: 0...1, y: 0...1, columns: 3, values: [1, 2, 3, 4])),
        .contours(Contours(x: 0...1, y: 0...1, columns: 1, values: [1, 2], bands: -3)))
    ),
    (
      "extreme contours",
      chart(
        .contours(Contours(x: -1e300...1e300, y: 0...(.infinity), columns: extreme.count, values: extreme + extreme)),
        .contours(Contours(x: 0...1, y: 0...1, columns: 2, values: [.nan, .nan, .nan, .nan], bands: .max)))
    ),
    (
      "extreme cells",
      chart(.heatMap(HeatMap(values: [extreme, [], [1]], texts: [["a"], ["b"], ["c", "d"]], lower: 2, upper: 1)))
    ),
    ("no cells", chart(.heatMap(HeatMap(values: [])))),
    (
      "extreme bins",
      chart(
        .histogram(Histogram(extreme, lower: 0, upper: 0, bins: -1)),
        .histogram(Histogram(extreme, lower: -.infinity, upper: .nan, bins: 3)))
    ),
    ("labels lifted far", chart(.labels(Labels([Labels.Label(x: 0, y: 0, text: "a")], lift: .infinity)))),
    ("negative columns", Figure(title: "t", panels: Gallery.usage().panels, columns: -4)),
    (
      "least size",
      Figure(title: "t", panels: Gallery.history().panels, columns: 9, width: .inches(0.5), height: .inches(0.5))
    ),
  ]

  @Test("whatever the input, a figure is drawn in every format", arguments: (figures + Gallery.unusual).map(\.name))
  func drawn(name: String) throws {
    let figure = try #require((Self.figures + Gallery.unusual).first { $0.name == name }).figure
    #expect(try Renderer.render(figure, as: .png()).starts(with: [0x89, 0x50, 0x4E, 0x47]))
    #expect(try Renderer.render(figure, as: .svg).starts(with: Array("<?xml".utf8)))
    #expect(try Renderer.render(figure, as: .pdf).starts(with: Array("%PDF".utf8)))
  }

  @Test("an image whose pixels do not fit its size is none")
  func pictures() {
    #expect(Picture(width: 2, height: 2, pixels: [0, 0, 0]) == nil)
    #expect(Picture(width: .max, height: 2, pixels: []) == nil)
    #expect(Picture(width: 0, height: 0, pixels: []) == nil)
    #expect(Picture(width: 1, height: 1, channels: 2, pixels: [0, 0]) == nil)
    #expect(Picture(width: 1, height: 1, channels: 3, pixels: [0, 0, 0]) != nil)
  }
}
