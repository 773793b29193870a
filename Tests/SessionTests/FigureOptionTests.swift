import Plot
import Testing

@testable import Session

@Suite("Options of figures")
struct FigureOptionTests {
  @Test("axes take names, limits, logarithms and texts at places")
  func axes() throws {
    let bench = try Workbench(small: "train 2 epochs")
    let chart = try bench.chart(
      "plot latents xlabel=\"$\\\\lambda$ in nats\" ylabel=depth xlim=[0.5, 3] ylim=[-2, 4] log=x annotate=[1, 2, \"here\"]"
    )
    #expect(chart.xAxis.label == "λ in nats" && chart.yAxis.label == "depth")
    #expect(chart.xAxis.lower == 0.5 && chart.xAxis.upper == 3 && chart.xAxis.scale == .log10)
    #expect(chart.yAxis.lower == -2 && chart.yAxis.upper == 4 && chart.yAxis.scale == .linear)
    guard case .labels(let labels)? = chart.marks.last else { throw Surprise("no labels") }
    #expect(labels.labels == [Labels.Label(x: 1, y: 2, text: "here")])
    let several = try bench.chart("plot data annotate=[[0, 0, \"a\"], [1, 1, \"b\"]]")
    guard case .labels(let two)? = several.marks.last else { throw Surprise("no labels") }
    #expect(two.labels.map(\.text) == ["a", "b"])
  }

  @Test("size of letters, pixels, colors, legend and font are the figure's")
  func looks() throws {
    let bench = try Workbench(small: "train 1 epoch")
    let figure = try bench.figure("plot latents dpi=300 scale=1.5 palette=gray legend=below font=\"DejaVu Sans\"")
    #expect(figure.pixelsPerInch == 300 && figure.scale == 1.5 && figure.palette?.set == .gray)
    #expect(figure.legend.place == .below && figure.font == "DejaVu Sans")
    #expect(try !bench.figure("plot latents legend=none").legend.isShown)
  }

  @Test("what a figure has not is refused with a way out")
  func refused() throws {
    let bench = try Workbench(small: "train 1 epoch")
    let complaints = [
      ("plot latents font=\"No Such Family\"", "there is no font 'No Such Family' on this machine — fc-list"),
      ("plot usage xlim=[0, 1]", "the x axis has names in place of numbers — leave it out; xlabel= names the axis"),
      ("plot latents xlim=[1, 0]", "'xlim' needs two numbers, the smaller one first"),
      ("plot latents annotate=[1, 2]", "'annotate' needs a place and its text"),
    ]
    for (command, complaint) in complaints {
      #expect(bench.complaint(command).contains(complaint), "\(command): \(bench.complaint(command))")
    }
    try bench.run("plot usage xlabel=\"which\"")
  }
}
