import Foundation

@testable import Plot

/// Figures as a session makes them, from drawn numbers.
enum Gallery {
  static let all: [(name: String, figure: Figure)] = [
    ("latents", latents()), ("latents-dark", dark(latents())), ("entropy", entropy()), ("history", history()),
    ("history-dark", dark(history())), ("samples", samples()), ("interpolation", interpolation()),
    ("reconstructions", reconstructions()), ("usage", usage()), ("thumbnails", thumbnails()),
    ("density", density()), ("confusion", confusion()), ("confusion-dark", dark(confusion())),
    ("responsibilities", responsibilities()),
  ]

  static func dark(_ figure: Figure) -> Figure {
    var figure = figure
    figure.theme = .dark
    return figure
  }

  /// Five arcs with eight ellipses.
  static func latents(count: Int = 360, classes: Int = 5, components: Int = 8) -> Figure {
    let points = arcs(count: count, classes: classes)
    let coloring = Points.Coloring.categories(points.labels, names: (0..<classes).map(String.init), title: "label")
    return Figure(
      title: "Latents of the five arcs",
      panels: [
        .chart(
          Chart(
            xAxis: Axis("x₁"), yAxis: Axis("x₂"), aspect: .equal,
            marks: [
              .points(Points(x: points.x, y: points.y, coloring: coloring)),
              .ellipses(Ellipses(ellipses(components), name: "components, 2σ")),
            ]))
      ])
  }

  static func entropy() -> Figure {
    let points = arcs(count: 800, classes: 5)
    let coloring = Points.Coloring.values(points.x.map { Double(abs($0)) }, title: "entropy, nats", lower: 0)
    let marks: [Mark] = [.points(Points(x: points.x, y: points.y, coloring: coloring))]
    return Figure(
      title: "Entropy of the responsibilities",
      panels: [.chart(Chart(xAxis: Axis("x₁"), yAxis: Axis("x₂"), aspect: .equal, marks: marks))])
  }

  /// Four panels of two runs, train and test, with the line of lambda.
  static func history() -> Figure {
    var draws = Draws(seed: 2)
    let terms = [("ELBO", -5.0, -0.4), ("reconstruction", -4, 1.9), ("w prior", 0.05, 0.6), ("z prior", 2.05, 1.5)]
    let epochs = (1...40).map(Double.init)
    let panels = terms.map { name, start, end -> Panel in
      var marks: [Mark] = []
      for (run, lambda) in ["λ = 1.5", "λ = 0"].enumerated() {
        for dash in [Line.Dash.solid, .dashed] {
          let goal = end - 0.3 * Double(run)
          let y = epochs.map { goal + (start - goal) * exp(-$0 / 8) + 0.02 * draws.normal() }
          let width = dash == .solid ? 1.5 : 1.1
          marks.append(
            .line(
              Line(x: epochs, y: y, ink: .category(run), name: dash == .solid ? lambda : "", dash: dash, width: width)))
        }
      }
      if name == "z prior" { marks.append(.reference(ReferenceLine(.horizontal, at: 1.5, label: "λ = 1.5"))) }
      return .chart(Chart(title: name, xAxis: Axis("epoch", isWhole: true), yAxis: Axis("nats"), marks: marks))
    }
    let extra = [
      LegendEntry("train", ink: .muted, sample: .line(.solid)),
      LegendEntry("test", ink: .muted, sample: .line(.dashed)),
    ]
    return Figure(title: "Two runs", panels: panels, columns: 2, legend: Legend(extra: extra))
  }

  /// Six rows of ten rings.
  static func samples() -> Figure {
    var draws = Draws(seed: 3)
    let rows = (0..<6).map { component in
      let pictures = (0..<10).map { _ in ring(radius: 5 + 0.5 * Double(component), &draws) }
      return PictureGrid.Row(label: "component \(component)", ink: .category(component), pictures: pictures)
    }
    return Figure(title: "Samples, one row a component", panels: [.pictures(PictureGrid(rows: rows))])
  }

  static func interpolation() -> Figure {
    var draws = Draws(seed: 4)
    let pictures = (0...10).map { ring(radius: 5 + 0.6 * Double($0), &draws) }
    let labels = ["17"] + (1...9).map { "0.\($0)" } + ["42"]
    let grid = PictureGrid(rows: [PictureGrid.Row(pictures: pictures, captions: labels)])
    return Figure(title: "From example 17 to 42", panels: [.pictures(grid)])
  }

  /// Two blocks of originals above reconstructions, the last field empty.
  static func reconstructions() -> Figure {
    var draws = Draws(seed: 5)
    let rows = (0..<2).flatMap { block -> [PictureGrid.Row] in
      var pictures: [Picture?] = (0..<8).map { ring(radius: 5 + 0.6 * Double($0), &draws) }
      if block == 1 { pictures[7] = nil }
      return [
        PictureGrid.Row(label: "original", pictures: pictures, startsGroup: true),
        PictureGrid.Row(label: "reconstruction", ink: .muted, pictures: pictures),
      ]
    }
    return Figure(title: "Reconstructions", panels: [.pictures(PictureGrid(rows: rows))])
  }

  /// Bars stacked and grouped, and a band on a logarithmic axis.
  static func usage() -> Figure {
    var draws = Draws(seed: 6)
    let stacked = (0..<5).map { label in
      Bars.Series(name: "label \(label)", values: (0..<8).map { _ in 600 * draws.uniform() }, ink: .category(label))
    }
    let names = ["T-shirt/top", "trouser", "pullover", "dress", "coat"]
    let grouped = (0..<3).map { label in
      Bars.Series(values: (0..<5).map { _ in 1 - 1.4 * draws.uniform() }, ink: .category(label))
    }
    let x = (0..<30).map(Double.init)
    let y = x.map { pow(10, -$0 / 8) }
    let band = Line.Band(lower: y.map { $0 / 2 }, upper: y.map { $0 * 2 })
    let components = Axis("component", scale: .categories((0..<8).map(String.init)))
    return Figure(
      panels: [
        .chart(
          Chart(
            title: "usage", xAxis: components, yAxis: Axis("examples"),
            marks: [.bars(Bars(stacked, arrangement: .stacked))])),
        .chart(
          Chart(
            title: "difference", xAxis: Axis(scale: .categories(names)), yAxis: Axis("share"),
            marks: [.bars(Bars(grouped))])),
        .chart(
          Chart(
            title: "step", xAxis: Axis("epoch", isWhole: true), yAxis: Axis("size", scale: .log10),
            marks: [.line(Line(x: x, y: y, ink: .category(0), name: "mean ± sd", band: band))])),
      ], columns: 3)
  }

  /// A ring of density and a peak in it, under points.
  static func density() -> Figure {
    var draws = Draws(seed: 7)
    let columns = 61, rows = 41
    let values = (0..<columns * rows).map { index -> Double in
      let x = Double(index % columns) / 20 - 1.5, y = Double(index / columns) / 20 - 1
      let radius = hypot(x, y)
      let ring = exp(-(radius - 0.7) * (radius - 0.7) / 0.02)
      return ring + 1.4 * exp(-radius * radius / 0.02)
    }
    let angles = (0..<300).map { _ in 2 * Double.pi * draws.uniform() }
    let radii = angles.map { _ in 0.7 + 0.08 * draws.normal() }
    let points = Points(
      x: zip(radii, angles).map { $0 * cos($1) }, y: zip(radii, angles).map { $0 * sin($1) },
      coloring: .single(.color(Color(hex: 0xFFFFFF))), size: 1.6)
    let contours = Contours(x: -1.5...1.5, y: -1...1, columns: columns, values: values, title: "p(y)")
    return Figure(
      title: "Learned density",
      panels: [
        .chart(
          Chart(
            xAxis: Axis("y₁", lower: -1.5, upper: 1.5), yAxis: Axis("y₂", lower: -1, upper: 1), aspect: .equal,
            marks: [.contours(contours), .points(points)]))
      ])
  }

  static func confusion() -> Figure {
    let values = (0..<4).map { row -> [Double] in
      (0..<6).map { column -> Double in column % 4 == row ? Double(100 - 9 * column) : 2 }
    }
    let texts = values.map { row in row.map { String(Int($0)) } }
    let names = ["T-shirt/top", "trouser", "pullover", "dress"]
    return Figure(
      title: "Labels and components",
      panels: [
        .chart(
          Chart(
            xAxis: Axis("component", scale: .categories((0..<6).map(String.init))),
            yAxis: Axis("label", scale: .categories(names)),
            marks: [.heatMap(HeatMap(values: values, texts: texts, title: "examples", lower: 0))]))
      ])
  }

  /// A picture beside bars, above a histogram.
  static func responsibilities() -> Figure {
    var draws = Draws(seed: 8)
    let bars = Bars([Bars.Series(values: [0.1, 0.7, 0.2])])
    let entropies = (0..<500).map { _ in 0.4 * abs(draws.normal()) }
    let histogram = Histogram(entropies, lower: 0, upper: 1.1, bins: 20, ink: .muted)
    let picture = PictureGrid.Row(pictures: [ring(radius: 6, &draws)])
    return Figure(
      panels: [
        .pictures(PictureGrid(rows: [picture])),
        .chart(
          Chart(
            title: "example 3", xAxis: Axis("component", scale: .categories(["0", "1", "2"])),
            yAxis: Axis(lower: 0, upper: 1), marks: [.bars(bars)])),
        .pictures(PictureGrid(rows: [])),
        .chart(
          Chart(
            title: "entropy", xAxis: Axis("nats"), yAxis: Axis("examples"),
            marks: [.histogram(histogram), .reference(ReferenceLine(.vertical, at: 1.1, label: "log K"))])),
      ], columns: 2)
  }

  static func arcs(count: Int, classes: Int) -> (x: [Float], y: [Float], labels: [Int]) {
    var draws = Draws(seed: 1)
    let labels = (0..<count).map { $0 % classes }
    let points = labels.map { label -> (Float, Float) in
      let angle = 2 * Double.pi * Double(label) / Double(classes)
      let turn = angle + 1.5 + 0.56 * draws.normal()
      let radius = 1.6 + 0.12 * draws.normal()
      return (Float(2.2 * cos(angle) + radius * cos(turn)), Float(2.2 * sin(angle) + radius * sin(turn)))
    }
    return (points.map(\.0), points.map(\.1), labels)
  }

  private static func ellipses(_ count: Int) -> [Ellipses.Ellipse] {
    (0..<count).map { component in
      let angle = 2 * Double.pi * Double(component) / Double(count)
      return Ellipses.Ellipse(
        x: 2.6 * cos(angle + 0.7), y: 2.6 * sin(angle + 0.7), xx: 0.3 + 0.2 * cos(angle), xy: 0.12 * sin(2 * angle),
        yy: 0.25, label: "\(component)")
    }
  }

  static func ring(radius: Double, _ draws: inout Draws) -> Picture? {
    let (centerX, centerY) = (13.5 + 2 * draws.normal(), 13.5 + 2 * draws.normal())
    let pixels = (0..<28 * 28).map { index -> UInt8 in
      let distance = abs(hypot(Double(index % 28) - centerX, Double(index / 28) - centerY) - radius)
      return UInt8(max(0, min(255, 255 * (2.6 - distance))))
    }
    return Picture(width: 28, height: 28, pixels: pixels)
  }
}
