import Testing

@testable import Plot

@Suite struct LayoutTests {
  private static let long = String(repeating: "a very long label ", count: 12)

  private static var figures: [(name: String, figure: Figure)] {
    Gallery.all + Gallery.unusual.filter { $0.name != "tiny" } + [
      ("100 categories", Gallery.latents(count: 300, classes: 100, components: 100)),
      ("long labels", longLabels), ("long categories", longCategories),
      ("narrow", Gallery.sized(Gallery.history(), 4.5, 4)),
      ("wide", Gallery.sized(Gallery.latents(), 9, 3)), ("small samples", Gallery.sized(Gallery.samples(), 3, 3)),
      ("large numbers", numbers(1e5, 1.2e6)), ("tiny numbers", numbers(1.00001, 1.00002)), ("flat", numbers(-3, -3)),
      ("two rows, one gap", Figure(panels: [Gallery.usage(), Gallery.samples()].flatMap(\.panels), columns: 3)),
    ]
  }

  private static func numbers(_ low: Double, _ high: Double) -> Figure {
    let marks: [Mark] = [.line(Line(x: [low, high], y: [low, high], name: "line"))]
    return Figure(panels: [.chart(Chart(xAxis: Axis("x"), yAxis: Axis("y"), marks: marks))])
  }

  private static var longLabels: Figure {
    let points = Points(
      x: [0.0, 1], y: [0.0, 1], coloring: .categories([0, 1], names: [long, "b" + long], title: long))
    let values = Points(x: [0.0, 1], y: [0.0, 1], coloring: .values([0, 1], title: long))
    let marks: [Mark] = [
      .points(points), .points(values), .reference(ReferenceLine(.vertical, at: 0.5, label: long)),
      .labels(Labels([Labels.Label(x: 0.5, y: 0.5, text: long)])),
    ]
    let chart = Chart(title: long, xAxis: Axis(long), yAxis: Axis(long), marks: marks)
    let row = PictureGrid.Row(label: long, pictures: [Picture(width: 1, height: 1, pixels: [0])], captions: [long])
    let grid = PictureGrid(title: long, rows: [row])
    return Figure(title: long, panels: [.chart(chart), .pictures(grid)], columns: 2)
  }

  @Test("a long title goes on in further lines, whole, and pushes down what stands below")
  func longTitle() throws {
    func texts(_ title: String, width: Double) throws -> [(text: String, rect: Rect)] {
      var figure = Gallery.latents()
      (figure.title, figure.width) = (title, .inches(width))
      let (canvas, _) = try drawn(figure)
      return canvas.textBoxes
    }
    let title = "Latent space of the five arcs after sixty epochs of training with the constraint"
    let lines = try texts(title, width: 3.4).prefix { title.contains($0.text) }
    #expect(lines.count == 2 && lines.map(\.text).joined(separator: " ") == title)
    #expect(lines[0].rect.maxY < lines[1].rect.y + 0.5)
    let first = try #require(texts(title, width: 3.4).first { $0.text == "x₂" }).rect
    let second = try #require(texts("short", width: 3.4).first { $0.text == "x₂" }).rect
    #expect(first.midY > second.midY)
  }

  @Test("a page of open size holds all of a title, of a color bar's and of names of 30 letters on both axes")
  func whole() throws {
    let names = ["CD4 T cells, activated, memory", "CD8 T cells, resting and naive", "monocytes without any response"]
    let map = HeatMap(
      values: (0..<3).map { row in (0..<3).map { Double(3 * row + $0) } },
      title: "mean expression in standard deviations from the mean of all cells")
    let axis = Axis("cluster", scale: .categories(names))
    let figure = Figure(
      title: String(repeating: "Expression of marker genes in the clusters of peripheral blood cells. ", count: 6),
      panels: [.chart(Chart(xAxis: axis, yAxis: axis, marks: [.heatMap(map)]))])
    let (canvas, layout) = try drawn(figure),
      page = Rect(x: 0, y: 0, width: layout.page.width, height: layout.page.height)
    let written = canvas.textBoxes.map(\.text).joined(separator: " ")
    #expect(!written.contains("…"), "\(written)")
    #expect(written.contains("all cells") && written.contains("deviations"))
    for box in canvas.textBoxes { #expect(page.contains(box.rect), "'\(box.text)' is cut off") }
  }

  private static var longCategories: Figure {
    let names = (0..<100).map { "\($0) " + long }
    let series = Bars.Series(values: names.indices.map(Double.init))
    return Figure(panels: [.chart(Chart(xAxis: Axis("x", scale: .categories(names)), marks: [.bars(Bars([series]))]))])
  }

  private func drawn(_ figure: Figure) throws -> (canvas: Canvas, layout: FigureLayout) {
    let canvas = try Canvas.forMeasuring()
    let layout = try Renderer.layout(figure)
    layout.draw(on: canvas)
    return (canvas, layout)
  }

  @Test("no text overlaps another or is cut off by the page", arguments: figures.map(\.name))
  func noOverlaps(name: String) throws {
    let figure = try #require(Self.figures.first { $0.name == name }).figure
    let (canvas, layout) = try drawn(figure)
    let page = Rect(x: 0, y: 0, width: layout.page.width, height: layout.page.height)
    let boxes = canvas.textBoxes
    #expect(!boxes.isEmpty)
    for (index, box) in boxes.enumerated() {
      #expect(page.contains(box.rect), "'\(box.text)' is cut off")
      for other in boxes[(index + 1)...] {
        #expect(!box.rect.intersects(other.rect), "'\(box.text)' and '\(other.text)' overlap")
      }
    }
  }

  @Test(
    "a figure of any width holds its panels, one below the other where it is too narrow for two",
    arguments: [2, 2.5, 3, 4, 5])
  func narrow(width: Double) throws {
    func chart(_ title: String) -> Panel {
      .chart(
        Chart(
          title: title, xAxis: Axis("principal component 1 of y (85.8 % of variance)"),
          yAxis: Axis("principal component 2 of y (14.2 % of variance)"),
          marks: [.line(Line(x: [0.0, 1], y: [-0.5, 0.5]))]))
    }
    var figure = Figure(panels: [chart("Originals"), chart("Reconstructions")], columns: 2)
    figure.width = .inches(width)
    let (canvas, layout) = try drawn(figure)
    let page = Rect(x: 0, y: 0, width: layout.page.width, height: layout.page.height)
    for box in canvas.textBoxes { #expect(page.contains(box.rect), "'\(box.text)' is cut off") }
    let titles = ["Originals", "Reconst"].compactMap { name in
      canvas.textBoxes.first { $0.text.hasPrefix(name) }?.rect
    }
    try #require(titles.count == 2)
    if width == 2 { #expect(titles[1].y > titles[0].maxY) }
    if width == 5 { #expect(titles[1].x > titles[0].maxX) }
  }

  @Test("a length is the same in points, inches and pixels")
  func lengths() {
    #expect(Length.inches(2) == .points(144) && Length.pixels(300) == .inches(2))
    #expect(Length.pixels(96, perInch: 96).inches == 1 && Length.points(1) < .inches(0.1))
  }

  @Test("a figure has the size it asks for")
  func size() throws {
    let layout = try Renderer.layout(Gallery.sized(Gallery.latents(), 6.4, 4.8))
    #expect(layout.page == Size(width: 6.4 * 72, height: 4.8 * 72))
  }

  @Test("units are as long on x as on y where they are to be, at any size", arguments: [(9.0, 3.0), (4, 6), (6, 6)])
  func equalUnits(width: Double, height: Double) throws {
    guard case .chart(let chart) = Gallery.latents().panels[0] else {
      Issue.record("no chart")
      return
    }
    var layout = ChartLayout(chart)
    layout.fit(Size(width: width * 72, height: height * 72), on: try .forMeasuring())
    #expect(abs(layout.x.span / width - layout.y.span / height) < 1e-9)
    let steps = [layout.xTicks, layout.yTicks].map { ticks in
      zip(ticks, ticks.dropFirst()).map { $1.coordinate - $0.coordinate }.first
    }
    #expect(steps[0] != nil && steps[0] == steps[1])
  }

  @Test("limits follow the data with a margin, or what is given of them")
  func limits() {
    let line = Mark.line(Line(x: [0.0, 5, 10], y: [1.0, .nan, 1]))
    let free = ChartLayout(Chart(marks: [line]))
    #expect(free.x.lower < 0 && free.x.lower > -1 && free.x.upper > 10 && free.x.upper < 11)
    #expect(free.y.lower < 1 && free.y.upper > 1)
    let given = ChartLayout(Chart(xAxis: Axis(lower: -5), yAxis: Axis(lower: .nan, upper: -.infinity), marks: [line]))
    #expect(given.x.lower == -5 && given.x.upper == free.x.upper)
    #expect(given.y.lower == free.y.lower && given.y.upper == free.y.upper)
    let bars = ChartLayout(Chart(marks: [.bars(Bars([Bars.Series(values: [3.0, 5])]))]))
    #expect(bars.y.lower == 0)
  }

  @Test("names of categories stand level where they fit, numbers are counted on, and other names run upwards")
  func categories() throws {
    func texts(_ count: Int, _ name: (Int) -> String) throws -> [String] {
      let names = (0..<count).map(name)
      var layout = ChartLayout(Chart(xAxis: Axis(scale: .categories(names)), marks: []))
      layout.fit(Size(width: 300, height: 200), on: try .forMeasuring())
      return layout.xTicks.map(\.text)
    }
    #expect(try texts(5) { "name \($0)" }.count == 5)
    #expect(try texts(100, String.init) == (0..<10).map { String(10 * $0) })
    #expect(try texts(1000, String.init) == (0..<10).map { String(100 * $0) })
    #expect(try texts(20) { "component \($0)" }.count == 20)
    #expect(try texts(200) { "component \($0)" } == (0..<20).map { "component \(10 * $0)" })
  }

  @Test("a text too wide for its room ends in an ellipsis, and control characters become spaces")
  func fitting() throws {
    let canvas = try Canvas.forMeasuring()
    let text = canvas.fitted(Self.long, .tick, within: 60)
    #expect(text.hasSuffix("…") && text.count > 5)
    #expect(canvas.width(text, .tick) <= 60)
    #expect(canvas.fitted("a\nb\0c\u{1B}d", .tick, within: 100) == "a b c d")
    #expect(canvas.fitted("short", .tick, within: 100) == "short")
  }
}
