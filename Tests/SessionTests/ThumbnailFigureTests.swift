import Data
import Plot
import TestSupport
import Testing

@testable import Session

@Suite("Figures of posterior means show the examples' pictures")
struct ThumbnailFigureTests {
  private func digits() throws -> Workbench {
    let folder = try ScratchFolder()
    try TinyDigits.write(to: folder)
    let bench = try Workbench(data: folder.path)
    try bench.run("load mnist; model hidden=8 latent=3 style=2 components=4; train 2 epochs")
    return bench
  }

  private func thumbnails(_ chart: Chart) throws -> [Thumbnails.Thumbnail] {
    try #require(chart.marks.compactMap { if case .thumbnails(let all) = $0 { all.thumbnails } else { nil } }.first)
  }

  @Test("at the places of their points, framed in the colors of their labels, without ellipses")
  func labels() throws {
    let bench = try digits()
    let chart = try bench.chart("plot latents thumbnails=true"), pictures = try thumbnails(chart)
    let examples = try #require(bench.session.state.data.dataset?.test)
    #expect(pictures.map(\.x) == chart.points[0].x && pictures.map(\.y) == chart.points[0].y)
    #expect(pictures.map(\.ink) == examples.labels?.map(Ink.category))
    #expect(pictures[7].picture == Pictures.picture(examples.example(7), shape: examples.shape))
    #expect(chart.ellipses.isEmpty)
    #expect(try bench.chart("plot latents thumbnails=true ellipses=true").ellipses.count == 4)
  }

  @Test("or in the colors of their entropies, from the least of the range to the greatest")
  func entropies() throws {
    let pictures = try thumbnails(digits().chart("plot style thumbnails=true color=entropy"))
    let shares = pictures.compactMap { if case .quantity(let share) = $0.ink { share } else { nil } }
    #expect(shares.count == 50 && shares.allSatisfy { (0...1).contains($0) })
  }

  @Test("and the person is told how many of them have room")
  func room() throws {
    let bench = try digits()
    try bench.run("plot latents thumbnails=true width=2 height=2")
    let note = try #require(bench.takeNotes().first)
    #expect(note.hasSuffix(" of 50 pictures have room; more do in a larger figure: width=12 height=9"))
  }

  @Test("but not where examples are points")
  func points() throws {
    let bench = try Workbench()
    try bench.run("load arcs count=200; model hidden=4 components=2")
    #expect(
      bench.complaint("plot latents thumbnails=true")
        == "the examples of arcs are not pictures — leave thumbnails out: each example is a point")
  }

  @Test("reconstructions carry their examples' numbers and labels, rows of data their counts")
  func captions() throws {
    let bench = try digits()
    let grid = try bench.grid("reconstruct [3, 12]")
    #expect(grid.rows.map(\.captions) == [["3: 3", "12: 2"], []])
    #expect(try bench.grid("plot data count=20").rows.map(\.label) == (0..<10).map { "\($0) (5)" })
  }
}
