import Data
import Language
import Plot
import TestSupport
import Testing

@testable import Session

@Suite("Figures of components")
struct ComponentFigureTests {
  static let small = "load arcs count=500; model components=4 hidden=8; train 3 epochs; "

  private func arcs(_ text: String = small) throws -> Workbench {
    let bench = try Workbench()
    try bench.run(text)
    return bench
  }

  private func digits() throws -> Workbench {
    let folder = try ScratchFolder()
    try TinyDigits.write(to: folder)
    let bench = try Workbench(data: folder.path)
    try bench.run("load mnist; model mnist-fc hidden=8 latent=3 style=2 components=4; train 2 epochs")
    return bench
  }

  /// Examples by component and label, counted one by one.
  private func counted(_ bench: Workbench, on share: Share = .test) throws -> [[Int]] {
    let dataset = try #require(bench.session.state.data.dataset),
      loaded = try #require(bench.session.state.models.current)
    let encoding = try loaded.encoding(of: share, in: dataset, id: bench.session.state.data.id)
    let labels = try #require(share.examples(of: dataset).labels)
    var counts = [[Int]](repeating: [Int](repeating: 0, count: dataset.classes.count), count: encoding.components)
    for example in 0..<encoding.count {
      let responsibilities = encoding.responsibilities(of: example)
      let component = try #require(
        responsibilities.indices.max { responsibilities[$0] < responsibilities[$1] })
      counts[component][labels[example]] += 1
    }
    return counts
  }

  private func takeLabels(_ bench: Workbench) throws {
    let data = try #require(bench.session.state.data.dataset)
    func bare(_ examples: Examples) -> Examples { Examples(shape: examples.shape, storage: examples.storage) }
    bench.session.state.data.put(Dataset(name: "bare", train: bare(data.train), test: bare(data.test), classes: []))
  }

  @Test("usage counts the examples of each component by label", arguments: ["test", "train"])
  func usage(share: String) throws {
    let bench = try arcs()
    let counts = try counted(bench, on: try #require(Share(rawValue: share)))
    let bars = try #require(try bench.chart("plot usage on=\(share)").bars.first)
    #expect(bars.arrangement == .stacked && bars.title == "label")
    #expect(bars.series.map(\.name) == bench.session.state.data.dataset?.classes)
    for (label, series) in bars.series.enumerated() {
      #expect(series.values == counts.map { Double($0[label]) } && series.ink == .category(label))
    }
    let table = try bench.table("let u = plot usage on=\(share); u.counts")
    for (component, row) in counts.enumerated() {
      #expect(table.numbers(row: component) == ([component, row.reduce(0, +)] + row).map(Double.init))
    }
  }

  @Test("without labels usage has a bar for each component in its color")
  func bareUsage() throws {
    let bench = try arcs()
    let totals = try counted(bench).map { $0.reduce(0, +) }
    try takeLabels(bench)
    let bars = try #require(try bench.chart("plot usage").bars.first)
    #expect(bars.series.map(\.ink) == (0..<4).map(Ink.category))
    #expect(bars.series.enumerated().map { $1.values[$0] } == totals.map(Double.init))
    #expect(
      bench.complaint("plot confusion")
        == "bare has no labels to set against the components — load data with labels, or see the components alone: "
        + "plot usage")
    #expect(bench.complaint("train 1 epoch metrics=1").hasPrefix("bare has no labels for testing"))
  }

  @Test("confusion has a row for each label, the first at the top, as counts or percent, nothing where there is none")
  func confusion() throws {
    let bench = try arcs()
    let counts = try counted(bench)
    func map(_ share: String) throws -> HeatMap {
      var map = try #require(try bench.chart("plot confusion share=\(share)").heatMaps.first)
      #expect(!map.values.joined().contains(0))
      map.values = map.values.map { row in row.map { $0.isNaN ? 0 : $0 } }
      return map
    }
    let plain = try map("none")
    #expect(plain.values == (0..<5).reversed().map { label in counts.map { Double($0[label]) } })
    #expect(plain.texts.last?.first == (counts[0][0] == 0 ? "" : String(counts[0][0])))
    for row in try map("rows").values { #expect(abs(row.reduce(0, +) - 100) < 1e-9) }
    let columns = try map("columns").values
    for component in 0..<4 where counts[component].contains(where: { $0 > 0 }) {
      #expect(abs(columns.reduce(0) { $0 + $1[component] } - 100) < 1e-9)
    }
    let chart = try bench.chart("plot confusion")
    #expect(chart.yAxis.scale == .categories(["4", "3", "2", "1", "0"]))
  }

  @Test("on points, components are their decoded means with their counts over the data")
  func componentPoints() throws {
    let bench = try arcs()
    let counts = try counted(bench).map { $0.reduce(0, +) }
    let chart = try bench.chart("plot components")
    let means = try #require(chart.points.last)
    guard case .categories(let categories, let names, _) = means.coloring else { throw Surprise("no categories") }
    #expect(categories == [0, 1, 2, 3] && names == counts.enumerated().map { "\($0) (\($1))" })
    let zero = try bench.session.state.models.current.map { try $0.priorAtMean() }
    let prior = try #require(zero)
    let decoded = try #require(
      try bench.session.state.models.current?.evaluator().decode(Array(prior.mean(row: 0, component: 2))))
    #expect(abs(means.x[2] - Double(decoded[0])) < 1e-5 && abs(means.y[2] - Double(decoded[1])) < 1e-5)
    #expect(chart.points[0].x.count == 100)
  }

  @Test("on images, each component's mean stands before its clearest examples")
  func componentPictures() throws {
    let bench = try digits()
    let counts = try counted(bench).map { $0.reduce(0, +) }
    let grid = try bench.grid("plot components examples=3")
    #expect(grid.rows.map(\.label) == counts.enumerated().map { "component \($0) (\($1))" })
    #expect(grid.rows.map(\.pictures.count) == counts.map { 1 + min(3, $0) })
    let dataset = try #require(bench.session.state.data.dataset),
      loaded = try #require(bench.session.state.models.current)
    let encoding = try loaded.encoding(of: .test, in: dataset, id: bench.session.state.data.id)
    let largest = try #require(counts.indices.max { counts[$0] < counts[$1] })
    let members = (0..<encoding.count).filter { encoding.assignments[$0] == largest }
    let clearest = try #require(members.max { encoding.margins[$0] < encoding.margins[$1] })
    #expect(
      grid.rows[largest].pictures[1]
        == Pictures.picture(dataset.test.example(clearest), shape: dataset.test.shape))
    #expect(try bench.grid("plot components examples=0").rows.allSatisfy { $0.pictures.count == 1 })
  }

  @Test("responsibilities of chosen examples are bars in the components' colors that sum to one")
  func responsibilities() throws {
    let bench = try arcs()
    let figure = try bench.figure("plot responsibilities [7, 2]")
    #expect(figure.panels.count == 3 && figure.columns == 1)
    guard case .chart(let all) = figure.panels[2] else { throw Surprise("no histogram") }
    #expect(all.histograms[0].counts.reduce(0, +) == 100 && all.points[0].x.count == 2)
    let labels = try #require(bench.session.state.data.dataset?.test.labels)
    for (panel, example) in zip(figure.panels, [7, 2]) {
      guard case .chart(let chart) = panel, let bars = chart.bars.first else { throw Surprise("no bars") }
      #expect(chart.title == "example \(example), label \(labels[example])")
      #expect(bars.series.map(\.ink) == (0..<4).map(Ink.category))
      #expect(abs(bars.series.enumerated().reduce(0) { $0 + $1.element.values[$1.offset] } - 1) < 1e-9)
    }
    let table = try bench.table("let r = plot responsibilities [7, 2]; r.responsibilities")
    #expect(table.columns.map(\.name) == ["example", "p0", "p1", "p2", "p3", "entropy"])
    #expect(table.rows.map { $0[0] } == [.number(7), .number(2)])
    #expect(try digits().figure("plot responsibilities 6").columns == 4)
  }

  @Test("without examples, every example's entropy is in one histogram up to log K")
  func entropy() throws {
    let bench = try arcs()
    let histogram = try #require(try bench.chart("plot responsibilities").histograms.first)
    #expect(histogram.counts.reduce(0, +) == 100 && histogram.lower == 0 && abs(histogram.upper - 1.386_294) < 1e-6)
    #expect(try bench.chart("plot responsibilities 12 of=entropy").histograms.first?.counts.reduce(0, +) == 12)
    #expect(try bench.figure("plot responsibilities of=examples").panels.count == 9)
    #expect(
      bench.complaint("plot responsibilities 60").hasPrefix("60 examples are more than one figure shows — choose"))
    #expect(bench.complaint("plot responsibilities 0").hasSuffix("a list says which: plot responsibilities [0]"))
    #expect(bench.complaint("plot responsibilities [1, 100]").hasPrefix("there is no test example 100"))
  }

  @Test("the space of styles shows w's posterior means and its prior")
  func style() throws {
    let bench = try arcs()
    let chart = try bench.chart("plot style color=component")
    let dataset = try #require(bench.session.state.data.dataset),
      loaded = try #require(bench.session.state.models.current)
    let encoding = try loaded.encoding(of: .test, in: dataset, id: bench.session.state.data.id)
    #expect(chart.points[0].x == stride(from: 0, to: 200, by: 2).map { Double(encoding.styleMeans[$0]) })
    #expect(chart.points[0].y == stride(from: 1, to: 200, by: 2).map { Double(encoding.styleMeans[$0]) })
    #expect(chart.ellipses.map { [$0.x, $0.y, $0.xx, $0.xy, $0.yy] } == [[0, 0, 1, 0, 1]])
    #expect(chart.xAxis.label == "w₁")
    #expect(
      try arcs("load arcs count=200; model style=3 hidden=8; train 1 epoch").complaint("plot style projection=none")
        == "w has 3 dimensions and the plane two — use projection=pca, which auto takes for you, or projection=tsne or umap"
    )
  }

  @Test("the first layer's weights are pictures where it looks at images")
  func weights() throws {
    let bench = try digits()
    let grid = try bench.grid("plot weights count=7")
    let weights = try #require(bench.session.state.models.current?.model.parameters["encoder.1.weight"]?.value)
    let values = try weights.rowMajorValues(engine: bench.session.engine())
    let largest = try #require(values.map(abs).max())
    #expect(weights.dimensions == [8, 36] && grid.rows.map(\.pictures.count) == [7])
    let filter = try #require(grid.rows[0].pictures[3])
    #expect((filter.width, filter.height, filter.channels) == (6, 6, 3))
    #expect(filter.pixels == values[3 * 36..<4 * 36].flatMap { Diverging.pixel(Double($0 / largest)) })
    #expect(
      try arcs().complaint("plot weights")
        == "the first layer looks at 2 numbers, which make no picture — see the layers with describe model, or take the "
        + "numbers along: export weights \"weights.safetensors\"")
  }

  @Test("every figure has the same palette, so that a component keeps its color")
  func palettes() throws {
    let bench = try arcs("load arcs count=300; model components=12 hidden=8; let a = train 2 epochs metrics=1; ")
    let commands = [
      "plot data", "plot latents", "plot style", "walk style", "interpolate components 0 1", "plot components",
      "plot usage", "plot confusion", "plot responsibilities 3", "plot accuracy", "plot history", "sample component 3",
      "plot density resolution=20 samples=50",
    ]
    for command in commands {
      #expect(try bench.figure(command).palette == Palette(categories: 12), "\(command)")
      let figure = try bench.figure(command + " dark=true title=\"A title\" width=5 height=4")
      #expect(
        figure.theme == .dark && figure.title == "A title" && figure.width == .inches(5) && figure.height == .inches(4))
    }
  }

  @Test("results stand on the data for training if none is kept for testing")
  func backdrop() throws {
    let folder = try ScratchFolder()
    let rows = (0..<40).map { "\($0),\($0 * $0 % 7)\n" }
    try folder.write(("a,b\n" + rows.joined()).utf8, to: "t.csv")
    let bench = try Workbench()
    try bench.run("load csv \"\(folder.path("t.csv"))\" test=0; model components=2 hidden=8; train 1 steps")
    for command in ["sample component 0", "plot components", "interpolate components 0 1", "walk style"] {
      #expect(try bench.chart(command).points.first?.x.count == 40, "\(command)")
    }
  }
}
