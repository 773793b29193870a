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

  @Test("what is set for figures holds for all of them until one says otherwise or it is auto again")
  func kept() throws {
    let bench = try Workbench(small: "train 1 epoch")
    try bench.run(
      "set figure.width 4; set figure.height 3; set figure.scale 1.25; set figure.dpi 300; set figure.palette gray; "
        + "set figure.legend below; set figure.font \"DejaVu Sans\"")
    for command in ["plot latents", "plot usage", "reconstruct 3", "walk style"] {
      let figure = try bench.figure(command)
      #expect(figure.width == .inches(4) && figure.height == .inches(3), "\(command)")
      #expect(figure.scale == 1.25 && figure.pixelsPerInch == 300 && figure.palette?.set == .gray, "\(command)")
      #expect(figure.legend.place == .below && figure.font == "DejaVu Sans", "\(command)")
    }
    let other = try bench.figure("plot usage width=5 dpi=72 palette=auto legend=right")
    #expect(other.width == .inches(5) && other.pixelsPerInch == 72 && other.palette?.set == .auto)
    #expect(other.legend.place == .right && other.scale == 1.25)
    try bench.run("set figure.width auto; set figure.dpi auto; set figure.font auto; set figure.scale auto")
    let free = try bench.figure("plot latents")
    #expect(free.width == nil && free.pixelsPerInch == 150 && free.font == nil && free.scale == 1)
    #expect(try bench.run("show figure.palette") == .text("gray"))
  }

  @Test("a kept option of figures is none of a command that draws none, and a wrong one is refused when it is set")
  func keptByFiguresAlone() throws {
    let bench = try Workbench()
    try bench.folder.write(Array("a,b\n1,2\n3,5\n4,4\n7,1\n".utf8), to: "t.csv")
    let plain = try bench.run("load csv t.csv; data.checksum")
    #expect(try bench.run("set figure.scale 2; load csv t.csv; data.checksum") == plain)
    #expect(bench.complaint("set figure.font \"No Such Family\"").contains("there is no font 'No Such Family'"))
    #expect(bench.complaint("set figure.dpi 5").contains("'dpi' needs a number from 36 to 1200, or auto, not 5"))
    #expect(bench.complaint("set figure.palette pink").contains("'palette' cannot be 'pink'"))
    #expect(bench.complaint("plot data > a.tiff").contains("unknown format 'tiff'"))
    #expect(bench.rendered("plot data > a.tiff").contains("formats: .png, .svg, .pdf, .eps"))
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
