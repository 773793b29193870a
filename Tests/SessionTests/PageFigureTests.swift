import Language
import Plot
import Testing

@testable import Session

@Suite("Figures of figures")
struct PageFigureTests {
  @Test("plot panels sets figures that were drawn side by side, with letters if asked")
  func layout() throws {
    let bench = try Workbench(small: "train 1 epoch; let a = plot latents palette=gray; let b = plot usage")
    let page = try bench.figure("plot panels [a, b] letters=true title=Both width=7 dpi=100")
    let figures = page.panels.compactMap { if case .figure(let figure) = $0 { figure } else { nil } }
    #expect(figures.count == 2 && page.columns == 2 && page.title == "Both" && page.width == .inches(7))
    #expect(figures[0].title.hasPrefix("(a) Latent space") && figures[1].title.hasPrefix("(b) Examples"))
    #expect(figures[0].palette?.set == .gray && figures[1].palette?.set == .auto)
    try bench.run("plot panels [a, b, a, b] columns=1 > \"page.pdf\"")
    #expect(bench.folder.bytes("page.pdf")?.starts(with: Array("%PDF".utf8)) == true)
  }

  @Test("what is no figure, or was drawn too long ago, is told")
  func refused() throws {
    let bench = try Workbench(small: "train 1 epoch; let a = plot usage; let t = train 1 epoch")
    #expect(bench.complaint("plot panels [a, t]").hasPrefix("a training is no figure — keep what commands draw"))
    #expect(bench.complaint("plot panels a xlim=[0, 1]").contains("unknown option 'xlim'"))
    try bench.run("repeat 24 { plot usage }")
    #expect(bench.complaint("plot panels a").contains("was drawn too long ago to be taken — draw it again"))
  }

  /// A sweep of six runs, as sweep gives it.
  private static let sweep = """
    let s = sweep lambda in [0.5, 1.5] width in [4, 8] runs=2 { model components=2 hidden=width; train 1 epoch lambda=lambda }
    """

  @Test("plot sweep sets a measure against a setting, a line for each value of the other, with a band over the seeds")
  func sweep() throws {
    let bench = try Workbench()
    try bench.run("load arcs count=200; " + Self.sweep)
    guard case .table(let runs)? = try bench.record("s")["runs"] else { throw Surprise("no runs") }
    let chart = try bench.chart("plot sweep s x=lambda y=elbo color=width")
    #expect(chart.xAxis.label == "lambda" && chart.yAxis.label == "elbo in nats")
    let lines = chart.marks.compactMap { if case .line(let line) = $0 { line } else { nil } }
    #expect(lines.map(\.name) == ["width = 4", "width = 8"] && lines.allSatisfy { $0.x == [0.5, 1.5] })
    let elbo = try #require(runs.columns.firstIndex { $0.name == "elbo" })
    for (line, width) in zip(lines, [4.0, 8]) {
      for (place, lambda) in [0.5, 1.5].enumerated() {
        let own = runs.rows.filter { $0[0] == .number(lambda) && $0[1] == .number(width) }.compactMap {
          row -> Double? in
          if case .number(let number) = row[elbo] { number } else { nil }
        }
        #expect(own.count == 2)
        let mean = (own[0] + own[1]) / 2, deviation = abs(own[0] - own[1]) / 2.0.squareRoot()
        #expect(abs(line.y[place] - mean) < 1e-9)
        #expect(abs((line.band?.upper[place] ?? 0) - mean - deviation) < 1e-9)
      }
    }
    let figure = try bench.figure("plot sweep s y=[purity, elbo] color=none")
    #expect(figure.panels.count == 2 && figure.title == "Measures against lambda, mean ± sd of 4 runs")
    for (text, complaint) in [
      ("plot sweep s x=rate", "'rate' is no setting of the sweep"),
      ("plot sweep s y=speed", "'speed' is nothing that the runs were measured by"),
      ("let d = plot data; plot sweep d", "plot sweep needs the value of a sweep"),
    ] { #expect(bench.complaint(text).hasPrefix(complaint), "\(text)") }
  }

  @Test("a terminal of letters gets a figure's numbers as texts")
  func cells() throws {
    let bench = try Workbench(small: "train 1 epoch")
    let record = try bench.record("plot confusion")
    let picture = try #require(bench.session.figure(of: record)?.cells(79, 20) { $0.count })
    #expect(picture.pixels.count == 3 * 8 * 79 * 16 * 20)
    #expect(picture.texts.contains { $0.text == "component" } && picture.texts.contains { $0.text == "label" })
    #expect(picture.texts.contains { Int($0.text) ?? 0 > 4 }, "counts")
  }
}
