import Foundation
import TestSupport
import Testing

@Suite("A page in Chromium")
struct BrowserTests {
  /// What `Scripts/check-page` says.
  private struct Seen: Decodable {
    struct Scatter: Decodable {
      struct Changed: Decodable {
        let byWheel: Bool
        let byDrag: Bool
        let byDoubleClick: Bool
        let byChoice: Bool
      }

      let isPictureHidden: Bool
      let card: String
      let changed: Changed
      let status: String
      let statusOfChosen: String
      let isPressed: String
    }

    let overflow: Int
    let pictures: Int
    let complaints: [String]
    let requests: [String]
    let scatter: Scatter?
  }

  private static let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Scripts/check-page").path

  private static let hasChromium = ["/usr/bin", "/usr/local/bin"].contains {
    FileManager.default.isExecutableFile(atPath: $0 + "/chromium")
  }

  private func seen(_ program: Program, _ page: String, _ options: String...) throws -> Seen {
    let output = try #require(Python.output([Self.script, program.folder.path(page)] + options))
    return try JSONDecoder().decode(Seen.self, from: output)
  }

  private func program(_ cells: String) throws -> Program {
    let program = try Program()
    try program.folder.write(Array("# A page\n\n```gmvae\n\(cells)\n```\n".utf8), to: "n.md")
    #expect(try program.run("-q", "run", "n.md", "--update").status == 0)
    #expect(try program.run("render", "n.md").status == 0)
    return program
  }

  @Test(
    "shows the point under the mouse, zooms, moves and leaves the chosen components, asks the network for nothing",
    .enabled(if: hasChromium, "needs chromium"), arguments: ["1200", "390"])
  func scatter(width: String) throws {
    let program = try program(
      "load arcs count=500\nmodel hidden=8 components=4\ntrain 2 epochs\nplot latents color=component")
    let seen = try seen(program, "n.html", "--width", width)
    #expect(seen.complaints == [] && seen.requests.count == 1 && seen.overflow == 0)
    let scatter = try #require(seen.scatter)
    #expect(scatter.isPictureHidden)
    #expect(scatter.card.contains(#/example \d+\nlabel \d\ncomponent \d\n/#), "\(scatter.card)")
    #expect(
      scatter.changed.byWheel && scatter.changed.byDrag && scatter.changed.byChoice && !scatter.changed.byDoubleClick)
    let count = try #require(scatter.status.split(separator: " ").first)
    #expect(scatter.isPressed == "true" && scatter.statusOfChosen.contains(#/^\d+ of \d+ points: component 0$/#))
    #expect(scatter.statusOfChosen.contains(" of \(count) points"), "\(scatter.statusOfChosen)")
  }

  @Test("leaves the picture where the points are damaged", .enabled(if: hasChromium, "needs chromium"))
  func damaged() throws {
    let program = try program("load arcs count=100\nmodel hidden=8 components=2\nplot latents")
    let json = String(decoding: program.folder.bytes("n_files/latents.json") ?? [], as: UTF8.self)
    // What does not begin as points do is not taken in, so that no other file can be; it leaves nothing to complain of.
    let damages = [
      ("", complaints: 0), ("{\"x\":3}", 0), (json.replacing("\"y\":[", with: "\"y\":[1,"), 1),
      (String(json.dropLast(20)), 1),
    ]
    for (damaged, complaints) in damages {
      try program.folder.write(Array(damaged.utf8), to: "n_files/latents.json")
      #expect(try program.run("render", "n.md").status == 0)
      let seen = try seen(program, "n.html")
      #expect(seen.scatter == nil && seen.pictures == 1)
      #expect(seen.complaints.count == complaints, "\(seen.complaints)")
      #expect(seen.complaints.allSatisfy { $0.contains("points cannot be shown") }, "\(seen.complaints)")
    }
  }
}
