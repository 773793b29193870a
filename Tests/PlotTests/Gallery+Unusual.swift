import Foundation

@testable import Plot

/// Figures of input that is rare, each of which a person has looked at.
extension Gallery {
  static let unusual: [(name: String, figure: Figure)] = [
    ("coinciding", coinciding(components: 8)), ("coinciding-30", coinciding(components: 30)),
    ("components-100", sized(latents(count: 3000, classes: 100, components: 100), 6.4, 4.8)),
    ("one-component", latents(count: 200, classes: 1, components: 1)), ("small", sized(latents(), 3, 3)),
    ("small-dark", dark(sized(latents(), 3, 3))), ("small-entropy", sized(entropy(), 3, 2.6)),
    ("small-history", sized(history(), 3.3, 3)), ("tiny", sized(latents(), 1.2, 1)),
    ("short", sized(latents(classes: 10, components: 10), 6.4, 2)), ("entropy-dark", dark(entropy())),
    ("bars-100", bars(count: 100, name: String.init)), ("bars-1000", bars(count: 1000, name: String.init)),
    ("bars-colors-dark", dark(coloredBars(32))), ("bars-names", bars(count: 40) { "component \($0)" }),
    ("scripts", scripts()), ("long-labels", longLabels()),
    ("no-points", chart(Points(x: [Double](), y: []))), ("one-point", chart(Points(x: [3.0], y: [4.0]))),
    ("equal-points", chart(Points(x: [Double](repeating: 7, count: 50), y: [Double](repeating: -7, count: 50)))),
    ("missing-points", chart(Points(x: [1, .nan, 3, 4, .infinity, 2], y: [1, 2, .nan, 3, 1, 2.5]))),
    ("logarithmic", logarithmic()), ("points-70000", latents(count: 70_000, classes: 10)),
  ]

  static func sized(_ figure: Figure, _ width: Double, _ height: Double) -> Figure {
    var figure = figure
    (figure.width, figure.height) = (.inches(width), .inches(height))
    return figure
  }

  private static func chart(_ points: Points) -> Figure {
    let chart = Chart(xAxis: Axis("x₁"), yAxis: Axis("x₂"), aspect: .equal, marks: [.points(points)])
    return Figure(title: "Latents", panels: [.chart(chart)])
  }

  /// Components that a training has not yet told apart.
  private static func coinciding(components: Int) -> Figure {
    var draws = Draws(seed: 7)
    let ellipses = (0..<components).map { component in
      Ellipses.Ellipse(
        x: 0.03 * draws.normal() + (component % 4 == 3 ? 2 : 0), y: 0.03 * draws.normal(),
        xx: 0.5 + 0.1 * draws.uniform(),
        yy: 0.4, ink: .category(component), label: "\(component)")
    }
    let cloud = (0..<600).map { _ in (draws.normal(), draws.normal()) }
    let points = Points(x: cloud.map(\.0), y: cloud.map(\.1), coloring: .single(.muted, name: "data"))
    let marks: [Mark] = [.points(points), .ellipses(Ellipses(ellipses, name: "components, 2σ"))]
    return Figure(
      title: "Components on one another",
      panels: [.chart(Chart(xAxis: Axis("x₁"), yAxis: Axis("x₂"), aspect: .equal, marks: marks))])
  }

  private static func bars(count: Int, name: (Int) -> String) -> Figure {
    var draws = Draws(seed: 9)
    let series = Bars.Series(name: "examples", values: (0..<count).map { _ in 500 * pow(draws.uniform(), 3) })
    let axis = Axis("component", scale: .categories((0..<count).map(name)))
    return Figure(
      title: "Usage", panels: [.chart(Chart(xAxis: axis, yAxis: Axis("examples"), marks: [.bars(Bars([series]))]))])
  }

  /// Bars in all colors of a palette.
  private static func coloredBars(_ count: Int) -> Figure {
    let series = (0..<count).map { component in
      Bars.Series(
        values: (0..<count).map { $0 == component ? Double(3 + component % 5) : 0 }, ink: .category(component))
    }
    let axis = Axis("component", scale: .categories((0..<count).map(String.init)))
    let chart = Chart(xAxis: axis, yAxis: Axis("examples"), marks: [.bars(Bars(series, arrangement: .stacked))])
    return Figure(title: "Usage", panels: [.chart(chart)])
  }

  /// Hebrew, Arabic, Chinese, Japanese, Korean, Hindi, Thai, Greek, accents above capitals, a letter of no font.
  private static func scripts() -> Figure {
    let names = [
      "רכיב 3", "مكون ٤", "组件 五", "コンポーネント", "구성 요소", "घटक", "องค์ประกอบ", "συνιστώσα", "Ấ Ệ Ọ", "\u{10FFFD}",
    ]
    let points = arcs(count: 400, classes: names.count)
    let coloring = Points.Coloring.categories(points.labels, names: names, title: "תווית")
    let labels = names.enumerated().map { index, name in
      Labels.Label(x: 4 * cos(Double(index) * 0.63), y: 4 * sin(Double(index) * 0.63), text: name)
    }
    let marks: [Mark] = [.points(Points(x: points.x, y: points.y, coloring: coloring)), .labels(Labels(labels))]
    let chart = Chart(
      title: "المساحة الكامنة", xAxis: Axis("潜在変数 x₁"), yAxis: Axis("ตัวแปรแฝง x₂"), aspect: .equal, marks: marks)
    return Figure(title: "מרחב סמוי של MNIST (10 רכיבים)", panels: [.chart(chart)])
  }

  private static func longLabels() -> Figure {
    let long = String(repeating: "a very long label ", count: 12), hebrew = String(repeating: "תווית ארוכה ", count: 17)
    let points = Points(
      x: [0.0, 1, 2], y: [0.0, 1, 0.5], coloring: .categories([0, 1, 2], names: [long, hebrew, "short"], title: long))
    let marks: [Mark] = [
      .points(points), .reference(ReferenceLine(.vertical, at: 0.5, label: long)),
      .labels(Labels([Labels.Label(x: 1.2, y: 0.7, text: hebrew)])),
    ]
    return Figure(
      title: long, panels: [.chart(Chart(title: hebrew, xAxis: Axis(long), yAxis: Axis(hebrew), marks: marks))])
  }

  private static func logarithmic() -> Figure {
    let x = (0..<200).map { pow(10, Double($0) / 50) }
    let marks: [Mark] = [
      .line(Line(x: x, y: x.map { 3 / $0 }, name: "rate")),
      .line(Line(x: x, y: x.map { 0.02 + 1 / ($0 * $0) }, ink: .category(1), name: "loss")),
    ]
    return Figure(
      title: "Both axes logarithmic",
      panels: [
        .chart(Chart(xAxis: Axis("step", scale: .log10), yAxis: Axis("value", scale: .log10), marks: marks))
      ])
  }

  static func thumbnails() -> Figure {
    var draws = Draws(seed: 10)
    let points = arcs(count: 900, classes: 5)
    let images = points.labels.indices.compactMap { index -> Thumbnails.Thumbnail? in
      guard let picture = ring(radius: 3 + 2 * Double(points.labels[index]), &draws) else { return nil }
      return Thumbnails.Thumbnail(
        x: Double(points.x[index]), y: Double(points.y[index]), picture: picture, ink: .category(points.labels[index]))
    }
    let names = (0..<5).map(String.init)
    let dots = Points(
      x: points.x, y: points.y, coloring: .categories(points.labels, names: names, title: "label"), size: 2)
    let chart = Chart(
      xAxis: Axis("x₁"), yAxis: Axis("x₂"), aspect: .equal, marks: [.points(dots), .thumbnails(Thumbnails(images))])
    return Figure(title: "Examples at their latents", panels: [.chart(chart)])
  }
}
