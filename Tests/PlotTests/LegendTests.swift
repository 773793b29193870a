import Testing

@testable import Plot

@Suite struct LegendTests {
  private func texts(_ figure: Figure) throws -> [String] {
    let canvas = try Canvas.forMeasuring()
    try Renderer.layout(figure).draw(on: canvas)
    return canvas.textBoxes.map(\.text)
  }

  @Test("the same name and look in several panels is one entry")
  func unique() throws {
    let texts = try texts(Gallery.history())
    for name in ["λ = 1.5", "λ = 0", "train", "test"] {
      #expect(texts.count { $0 == name } == 1)
    }
  }

  @Test("categories stand under their title, in their order")
  func order() throws {
    let texts = try texts(Gallery.latents())
    #expect(texts.suffix(7) == ["label", "0", "1", "2", "3", "4", "components, 2σ"])
  }

  @Test("what three columns cannot hold is counted")
  func tooMany() throws {
    let texts = try texts(Gallery.latents(count: 300, classes: 200))
    let note = try #require(texts.last)
    let shown = texts.count { Int($0) != nil && Int($0)! >= 5 }
    #expect(note.hasPrefix("… ") && note.hasSuffix(" more"))
    let missing = try #require(Int(note.dropFirst(2).dropLast(5)))
    // 200 categories and the ellipses; 0 to 4 are also ticks, and not counted.
    #expect(shown + 5 + missing == 201)
  }

  @Test("below a narrow figure it leaves the chart most of the page, and in a tiny one it is left out")
  func narrow() throws {
    let canvas = try Canvas.forMeasuring()
    let layout = try Renderer.layout(Gallery.sized(Gallery.latents(), 3, 3))
    layout.draw(on: canvas)
    let entry = try #require(canvas.textBoxes.first { $0.text == "components, 2σ" }).rect
    let axis = try #require(canvas.textBoxes.first { $0.text == "x₁" }).rect
    #expect(entry.y > axis.maxY)
    #expect(try !texts(Gallery.sized(Gallery.latents(), 1.2, 1)).contains("label"))
    #expect(try texts(Gallery.sized(Gallery.entropy(), 3, 2.6)).contains("entropy, nats"))
  }

  @Test("a hidden legend leaves the color bar")
  func hidden() throws {
    var figure = Gallery.entropy()
    figure.legend = .hidden
    #expect(try texts(figure).contains("entropy, nats"))
    figure = Gallery.latents()
    figure.legend = .hidden
    #expect(try !texts(figure).contains("label"))
  }

  @Test("a color bar spans what is given of its limits and what the values say of the rest")
  func colorBar() {
    let bar = ColorBar([.nan, 2, 3, .infinity], title: "t", lower: 0, upper: nil)
    #expect(bar.lower == 0 && bar.upper == 3)
    let flat = ColorBar([2, 2], title: "t", lower: nil, upper: .nan)
    #expect(flat.lower < 2 && flat.upper > 2)
  }

  @Test(
    "what is below zero is blue, above it red, and zero is near the background, also in dark",
    arguments: [Theme.light, .dark])
  func signedBar(theme: Theme) {
    var bar = ColorBar([-3, 1], title: "t", lower: -3, upper: 3)
    bar.use = .signedAreas
    let (low, middle, high) = (bar.color(of: -3, on: theme), bar.color(of: 0, on: theme), bar.color(of: 3, on: theme))
    #expect(low.blue > low.red + 0.3 && high.red > high.blue + 0.3)
    #expect(middle.contrast(to: theme.background) < 1.6)
    #expect(min(low.contrast(to: theme.background), high.contrast(to: theme.background)) > 3)
    #expect(bar.stops(on: theme).count == 17 && bar.stops(on: theme)[8] == middle)
  }

  @Test("names are never cut where they differ: they go on on the next line, beside a figure and below it")
  func longNames() throws {
    func line(_ name: String, _ category: Int) -> Mark {
      .line(Line(x: [0, 1], y: [0, 1], ink: .category(category), name: name))
    }
    let names = [8, 16].map { "lambda = 0.5, components = \($0), a_column_of_which_the_name_does_not_end_early" }
    var figure = Figure(panels: [.chart(Chart(marks: names.enumerated().map { line($1, $0) }))])
    for width in [nil, Length.inches(2.5)] {
      figure.width = width
      let written = try texts(figure).joined(separator: " ")
      #expect(!written.contains("…"), "\(written)")
      for count in [8, 16] { #expect(written.contains("lambda = 0.5, components = \(count),"), "\(written)") }
      #expect(written.replacing(" ", with: "").contains("does_not_end_early"))
    }
  }

  @Test("a page whose height is left open grows with its legend, so that no name is missing", arguments: [2.5, 3.5, 5])
  func grows(width: Double) throws {
    let marks = (0..<16).map { index -> Mark in
      let name = "lambda = \(Double(index) / 10), components = \(index + 4), hidden = 500-500"
      return .line(Line(x: [0, 1], y: [0, 1], ink: .category(index), name: name))
    }
    var figure = Figure(panels: [.chart(Chart(xAxis: Axis("epoch"), yAxis: Axis("ELBO, nats"), marks: marks))])
    figure.width = .inches(width)
    let canvas = try Canvas.forMeasuring()
    let layout = try Renderer.layout(figure)
    layout.draw(on: canvas)
    let written = canvas.textBoxes.map(\.text).joined(separator: " ")
    #expect(!written.contains("…"), "\(written)")
    for index in 0..<16 { #expect(written.contains("components = \(index + 4), hidden"), "\(written)") }
    let page = Rect(x: 0, y: 0, width: layout.page.width, height: layout.page.height)
    for box in canvas.textBoxes { #expect(page.contains(box.rect), "'\(box.text)' is cut off") }
  }

  @Test("an entry is there with all of its name or counted among the missing, and never in two columns")
  func whole() throws {
    let names = (0..<12).map { "lambda = \(Double($0) / 10); components = \($0 + 4); hidden = 500-500-2000" }
    let points = Points(
      x: (0..<12).map(Double.init), y: (0..<12).map(Double.init),
      coloring: .categories(Array(0..<12), names: names, title: "label"))
    let figure = Figure(panels: [.chart(Chart(marks: [.points(points)]))])
    for (sized, least) in [(figure, 12), (Gallery.sized(figure, 3.5, 4), 3), (Gallery.sized(figure, 3.5, 3), 1)] {
      let canvas = try Canvas.forMeasuring()
      try Renderer.layout(sized).draw(on: canvas)
      let boxes = canvas.textBoxes
      let begins = boxes.indices.filter { boxes[$0].text.hasPrefix("lambda") }
      let ends = boxes.filter { $0.text.hasSuffix("500-500-2000") }
      let note = boxes.first { $0.text.hasSuffix(" more") }?.text
      #expect(begins.count >= least && begins.count == ends.count)
      #expect(note == (begins.count == 12 ? nil : "… \(12 - begins.count) more"))
      for (begin, end) in zip(begins, ends) {
        #expect(boxes[begin].rect.x == end.rect.x && boxes[begin].rect.y <= end.rect.y, "\(boxes[begin].text)")
      }
    }
  }

  @Test("titles of axes and panels in narrow charts get smaller and then more lines")
  func longTitles() throws {
    let axis = Axis("principal component 1 of y (23.4 % of variance)")
    let chart = Chart(
      title: "Reconstructions of test examples at their means", xAxis: axis, yAxis: axis,
      marks: [.points(Points(x: [0, 1], y: [0, 1]))])
    let figure = Figure(panels: [.chart(chart), .chart(chart)], columns: 2)
    let canvas = try Canvas.forMeasuring()
    let layout = try Renderer.layout(figure)
    layout.draw(on: canvas)
    let written = canvas.textBoxes.map(\.text).joined(separator: " ")
    #expect(!written.contains("…"), "\(written)")
    #expect(canvas.textBoxes.contains { $0.text == "(23.4 % of variance)" }, "what belongs together is on one line")
    let page = Rect(x: 0, y: 0, width: layout.page.width, height: layout.page.height)
    for (index, box) in canvas.textBoxes.enumerated() {
      #expect(page.contains(box.rect), "'\(box.text)' is cut off")
      for other in canvas.textBoxes[..<index] {
        #expect(!box.rect.intersects(other.rect), "\(box.text), \(other.text)")
      }
    }
  }
}
