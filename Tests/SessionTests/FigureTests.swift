import Language
import Plot
import TestSupport
import Testing

@testable import Session

@Suite("Figures that commands draw")
struct FigureTests {
  static let small = "load arcs count=300; model components=4 hidden=8; let a = train 2 epochs metrics=1; "
  static let commands = [
    "plot data", "plot latents", "plot latents color=component", "plot latents color=entropy ellipses=false",
    "plot latents projection=pca", "plot latents projection=tsne", "plot style projection=tsne count=20",
    "plot latents projection=umap", "plot data projection=umap neighbors=5 distance=0 color=none",
    "plot data projection=pca",
    "plot samples", "sample component 2", "sample all style=zero",
    "interpolate latents 1 2",
    "reconstruct", "reconstruct 1", "plot history", "plot history terms=[elbo, component] runs=[a, a]",
    "walk style", "walk style component=0 steps=30 path=line", "interpolate components 0 0", "plot reconstructions 3",
    "plot style", "plot style color=component ellipses=false", "plot components", "plot components examples=0",
    "plot usage", "plot usage on=train", "plot confusion", "plot confusion share=rows",
    "plot confusion share=columns", "plot responsibilities", "plot responsibilities 5", "plot responsibilities [0, 2]",
    "plot responsibilities 3 of=entropy on=train", "plot accuracy", "plot accuracy metrics=[purity, nmi] runs=[a, a]",
  ]
  static let beginnings: [String: [UInt8]] = [
    "png": [0x89, 0x50, 0x4E, 0x47], "svg": Array("<?xml".utf8), "pdf": Array("%PDF-".utf8),
    "eps": Array("%!PS-Adobe-3.0 EPSF-3.0".utf8),
  ]

  @Test("every figure comes in every format, on points", arguments: ["png", "svg", "pdf", "eps"])
  func points(format: String) throws {
    let bench = try Workbench()
    try bench.run(Self.small)
    try draw(bench, format, Self.commands + ["plot density resolution=30", "plot density of=latents resolution=30"])
  }

  @Test("every figure comes in every format, on images", arguments: ["png", "svg", "pdf", "eps"])
  func images(format: String) throws {
    let folder = try ScratchFolder()
    try TinyDigits.write(to: folder)
    let bench = try Workbench(data: folder.path)
    try bench.run("load mnist; model hidden=8 latent=3 style=2 components=4; let a = train 2 epochs metrics=1")
    try draw(
      bench, format,
      Self.commands + [
        "plot weights", "plot weights count=3", "plot latents thumbnails=true",
        "plot style thumbnails=true color=entropy",
      ])
  }

  private func draw(_ bench: Workbench, _ format: String, _ commands: [String]) throws {
    let beginning = try #require(Self.beginnings[format])
    for (index, command) in commands.enumerated() {
      let figure = try bench.record("\(command) > \(format)/\(index).\(format)")
      #expect(figure.kind == "figure" && figure["path"] == .text("\(format)/\(index).\(format)"))
      let bytes = try #require(bench.folder.bytes("\(format)/\(index).\(format)"), "\(command)")
      #expect(Array(bytes.prefix(beginning.count)) == beginning && bytes.count > 500, "\(command)")
    }
  }

  @Test("every example in the help of figures and exports runs", arguments: [true, false])
  func examples(onPoints: Bool) throws {
    let folder = try ScratchFolder()
    try TinyDigits.write(to: folder)
    let bench = try Workbench(data: folder.path)
    try bench.run(
      onPoints
        ? Self.small : "load mnist; model hidden=8 latent=3 style=2 components=4; let a = train 2 epochs metrics=1")
    let commands = Commands.all.filter { $0.output == .figure || $0.name == "export projector" }
    // The runs of a sweep are sessions of their own, which do not know this one's images.
    let others = onPoints ? ["plot weights"] : ["plot density", "plot sweep"]
    for command in commands where !others.contains(command.name) {
      for example in command.examples { #expect(bench.complaint(example) == "", "\(example)") }
    }
  }

  @Test("figures hold with one dimension, one component, thirty components, one picture and a whole page of options")
  func extremes() throws {
    let bench = try Workbench()
    let shapes = ["latent=1", "components=1", "components=30 latent=20", "style=1 latent=1 components=1"]
    for shape in shapes {
      try bench.run("load arcs count=200; model hidden=8 \(shape); let a = train 1 epoch metrics=1")
      for command in Self.commands where command != "sample component 2" {
        #expect(bench.complaint(command + " dark=true width=3 height=2.5 title=\"\"") == "", "\(shape): \(command)")
      }
    }
  }

  @Test("the same session draws the same bytes")
  func repeats() throws {
    let drawn = try (0..<2).map { _ in
      let bench = try Workbench()
      try bench.run(Self.small + "plot latents > a.png; sample all > b.png; plot history > c.svg")
      return ["a.png", "b.png", "c.svg"].map(bench.folder.bytes)
    }
    #expect(drawn[0] == drawn[1])
    #expect(drawn[0].allSatisfy { $0 != nil })
  }

  @Test("a figure without a path gets the next number, and never an existing file's")
  func counts() throws {
    let bench = try Workbench()
    try bench.folder.write([1, 2, 3], to: "figures/002-mine.png")
    try bench.run(Self.small)
    let paths = try ["plot data", "plot latents", "sample component 1", "reconstruct"].map {
      try bench.record($0)["path"]?.text
    }
    #expect(
      paths == [
        "figures/001-data.png", "figures/003-latents.png", "figures/004-component-1.png",
        "figures/005-reconstructions.png",
      ])
    #expect(bench.folder.bytes("figures/002-mine.png") == [1, 2, 3])
  }

  @Test("another session in the same folder goes on counting")
  func countsOn() throws {
    let bench = try Workbench()
    try bench.run("load arcs count=200; plot data")
    let other = Interpreter(host: Session(SessionEnvironment(workingFolder: bench.folder.path, variables: [:])))
    var last = Value.nothing
    try other.run(SourceText(name: "test", text: "load arcs count=200; plot data")) { last = $1 }
    guard case .record(let figure) = last else { throw Surprise("no figure") }
    #expect(figure["path"] == .text("figures/002-data.png"))
  }

  @Test("two runs with different lambda are one figure with both names and one line for lambda")
  func compares() throws {
    let bench = try Workbench()
    func curve(_ text: String) throws -> Curve { try #require(Curve(try bench.record(text))) }
    let runs = [try curve(Self.small + "a"), try curve("model components=4 hidden=8; train 2 epochs lambda=1.5")]
    let figure = PlotHistory.historyFigure(runs, terms: ["elbo", "component"])
    #expect(legend(figure) == ["λ = 0", "λ = 1.5"])
    #expect(figure.panels.count == 2)
    #expect("\(figure.panels[1])".contains("ReferenceLine") && !"\(figure.panels[0])".contains("ReferenceLine"))
    #expect(legend(PlotHistory.historyFigure([runs[0], runs[0]])) == ["run 1", "run 2"])
    #expect(legend(PlotHistory.historyFigure([runs[0]])) == ["train", "test"])
  }

  /// The lines' names, each once, in their order.
  private func legend(_ figure: Figure) -> [String] {
    var names: [String] = []
    for case .chart(let chart) in figure.panels {
      for case .line(let line) in chart.marks where !names.contains(line.name) { names.append(line.name) }
    }
    return names
  }

  @Test("a title with control characters does no harm")
  func hostileTitle() throws {
    let bench = try Workbench()
    try bench.run(Self.small)
    for title in [
      "\u{1B}[31mred\u{7}", "<script>&\"'", "\u{0}", "a\nb\tc", String(repeating: "wide ", count: 400), "ὦ 🧪 \u{202E}",
    ] {
      let quoted = title.replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
      try bench.run("plot data title=\"\(quoted)\" > t.svg")
      let svg = try #require(bench.folder.bytes("t.svg"))
      #expect(!svg.contains(0x1B) && !svg.contains(0))
      #expect(!String(decoding: svg, as: UTF8.self).contains("<script>"))
    }
  }
}
