import Language
import Plot
import TestSupport
import Testing

@testable import Session

@Suite("A figure at each snapshot, as a film")
struct AnimateTests {
  private static let snapshots =
    "load arcs count=300; model components=3 hidden=6; snapshot untrained; train 1 epoch; snapshot once; train 2 epochs; "

  @Test("shows the snapshots in their order and then the model, which stays as it is")
  func film() throws {
    let bench = try Workbench()
    try bench.run(Self.snapshots)
    let weights = try bench.weights()
    try bench.run("let f = animate history of latents > \"l.gif\"")
    #expect(try bench.number("f.pictures") == 3)
    #expect(try bench.number("f.bytes") == Double(bench.read("l.gif").count))
    #expect(try bench.read("l.gif").starts(with: Array("GIF89a".utf8)))
    #expect(try bench.weights() == weights && bench.number("model.epoch") == 3)
  }

  @Test("gets the next number among the figures, and the size and ground that are asked for")
  func numbered() throws {
    let bench = try Workbench()
    try bench.run(Self.snapshots + "plot data; animate density width=3 height=2 dark=true seconds=1")
    let bytes = try bench.read("figures/002-density.gif")
    // Width and height in pixels stand behind the signature; 0.6 of 150 pixels are an inch.
    #expect(bytes[6...9].map(Int.init) == [270 & 255, 270 >> 8, 180, 0])
  }

  @Test("says what is missing")
  func refused() throws {
    let bench = try Workbench()
    try bench.run("load arcs count=300; model components=3 hidden=6")
    #expect(bench.complaint("animate latents").hasPrefix("there are no snapshots to go through — take one before"))
    try bench.run("snapshot a")
    #expect(bench.complaint("animate latent").contains("'latent'"))
    #expect(bench.complaint("animate history").contains("train"))
    try bench.folder.write([1], to: "x.gif")
    #expect(bench.complaint("animate latents > \"x.gif\"").hasPrefix("'x.gif' exists"))
    #expect(bench.complaint("animate latents > \"x.png\"").hasPrefix("unknown format 'png'"))
  }
}
