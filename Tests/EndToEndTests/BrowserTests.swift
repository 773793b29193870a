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

      /// What lasso, search, keys and the panel do.
      struct Walk: Decodable {
        let colors: [String]
        let lasso: String
        let statement: String
        let csv: String
        let tiles: Int
        let captions: [String]
        let ascending: [String]
        let descending: [String]
        let afterEscape: String
        let byKey: String
        let found: String
        let notFound: String
      }

      let isPictureHidden: Bool
      let card: String
      let changed: Changed
      let status: String
      let statusOfChosen: String
      let isPressed: String
      let walk: Walk
    }

    let overflow: Int
    let pictures: Int
    let complaints: [String]
    let requests: [String]
    let formulas: Int
    /// The mean color of the scatter, and whether it was drawn by WebGL.
    let ink: [Double]?
    let hasDrawnByWebGL: Bool?
    let scatter: Scatter?
    let table: [[String]]?
    let film: [String]?
    let axe: [String]?
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
    try check(scatter.walk, of: count, program)
  }

  /// What a person chose with a lasso is what the page says, saves and writes as a statement that the program takes.
  private func check(_ walk: Seen.Scatter.Walk, of count: Substring, _ program: Program) throws {
    #expect(walk.colors == ["label", "component", "column y1", "column y2"])
    let chosen = try #require(Int(walk.lasso.prefix { $0.isNumber }))
    #expect(chosen > 5 && walk.lasso == "\(chosen) of \(count) points: inside of the lasso or view")
    let lines = walk.csv.split(separator: "\n")
    #expect(lines.first == "example,label,component,probability,x₁,x₂,y1,y2" && lines.count == chosen + 1)
    let numbers = lines.dropFirst().compactMap { $0.split(separator: ",").first }
    #expect(walk.statement == "let chosen = [\(numbers.joined(separator: ", "))]")
    try program.folder.write(
      Array("load arcs count=500; \(walk.statement); model hidden=8; reconstruct examples=chosen > r.csv".utf8),
      to: "s.gmv")
    #expect(try program.run("run", "s.gmv").status == 0)
    let rows = String(decoding: program.folder.bytes("r.csv") ?? [], as: UTF8.self).split(whereSeparator: \.isNewline)
    #expect(rows.dropFirst().compactMap { $0.split(separator: ",").first } == numbers)
    #expect(
      walk.tiles == 0 && walk.captions == ["What sets them apart", "Their labels", "Their components", "Examples"])
    #expect(walk.ascending.prefix(2) == ["y1", "y2"] && walk.descending.prefix(2) == ["y2", "y1"])
    #expect(walk.afterEscape == "\(count) points" && walk.byKey.hasPrefix("example "))
    #expect(walk.found.hasPrefix("example 3, label ") && walk.notFound == "no example 99999999 here")
  }

  @Test("shows the pictures of what is chosen", .enabled(if: hasChromium, "needs chromium"))
  func pictures() throws {
    let program = try Program()
    let pixels = (0..<60 * 36).map { UInt8($0 * 97 % 251) }
    try program.folder.write([0, 0, 8, 3, 0, 0, 0, 60, 0, 0, 0, 6, 0, 0, 0, 6] + pixels, to: "a.idx3")
    let cells = "load idx a.idx3\nmodel hidden=8 latent=2 style=2 components=3\ntrain 1 epoch\nplot latents on=train"
    try program.folder.write(Array("# A page\n\n```gmvae\n\(cells)\n```\n".utf8), to: "n.md")
    #expect(try program.run("-q", "run", "n.md", "--update").status == 0)
    #expect(try program.run("render", "n.md").status == 0)
    let walk = try #require(seen(program, "n.html", "--dark").scatter?.walk)
    #expect(walk.tiles > 5 && walk.colors == ["component"] && !walk.captions.contains("Examples"))
  }

  @Test("sorts tables, goes through films and sets formulas", .enabled(if: hasChromium, "needs chromium"))
  func others() throws {
    let program = try Program()
    let text =
      "# Of $\\lambda$\n\n```gmvae\nload arcs count=200\nmodel hidden=8 components=3\ntrain 3 epochs watch=\"latents.gif\"\n"
      + "describe components\n```\n"
    try program.folder.write(Array(text.utf8), to: "n.md")
    #expect(try program.run("-q", "run", "n.md", "--update").status == 0)
    #expect(try program.run("render", "n.md").status == 0)
    let seen = try seen(program, "n.html")
    #expect(seen.formulas == 1 && seen.complaints == [] && seen.film == ["1 of 4", "4 of 4"])
    let table = try #require(seen.table)
    #expect(table.dropFirst() == [["0", "1", "2"], ["2", "1", "0"]])
  }

  @Test("draws many points by WebGL, and the same without it", .enabled(if: hasChromium, "needs chromium"))
  func manyPoints() throws {
    let program = try program("load arcs count=60000\nmodel hidden=8 components=4\ntrain 1 epoch\nplot latents")
    let slow = try seen(program, "n.html"), fast = try seen(program, "n.html", "--webgl")
    #expect(slow.hasDrawnByWebGL == false && fast.hasDrawnByWebGL == true)
    let inks = try (#require(slow.ink), #require(fast.ink))
    #expect(inks.0[3] > 5 && zip(inks.0, inks.1).allSatisfy { abs($0 - $1) < 0.02 * inks.0[3] }, "\(inks)")
    for seen in [slow, fast] { #expect(seen.scatter?.status == "12000 points") }
  }

  private static let axe = ProcessInfo.processInfo.environment["GMVAE_AXE"]

  @Test(
    "is accessible, as axe-core finds, light and dark", .enabled(if: hasChromium, "needs chromium"),
    .enabled(if: axe != nil, "needs axe.min.js of axe-core, named by GMVAE_AXE"), arguments: [[], ["--dark"]])
  func accessible(dark: [String]) throws {
    let program = try program(
      "load arcs count=500\nmodel hidden=8 components=4\ntrain 2 epochs watch=\"latents.gif\"\nplot latents\ndescribe components"
    )
    let options = [program.folder.path("n.html"), "--axe", Self.axe ?? ""] + dark
    let output = try #require(Python.output([Self.script] + options))
    #expect(try JSONDecoder().decode(Seen.self, from: output).axe == [])
  }

  @Test("shows the points of notebooks of earlier versions", .enabled(if: hasChromium, "needs chromium"))
  func earlier() throws {
    let program = try program("load arcs count=100\nmodel hidden=8 components=2\nplot latents")
    let shares = (0..<8).map { $0 < 4 ? "[0,0.9,1,0.1]" : "[1,0.9,0,0.1]" }.joined(separator: ",")
    let old = ##"""
      {"software":"gmvae","title":"old","axes":["a","b"],"ticks":[true,true],"equal":true,"color":"label","components":2,\
      "classes":["c"],"light":["#000000","#0000ff"],"dark":["#ffffff","#0000ff"],"ellipses":[[0,0,1,0,1,0]],\
      "x":[0,1,2,0.5,1.2,0.2,0.9,1.1],"y":[0,1,0,0.5,0.2,0.9,1.3,0.1],"example":[0,1,2,3,4,5,6,7],\
      "label":[0,0,0,0,0,0,0,0],"responsibilities":[\##(shares)],"sprite":null}
      """##.replacing("\\\n", with: "")
    try program.folder.write(Array(old.utf8), to: "n_files/latents.json")
    #expect(try program.run("render", "n.md").status == 0)
    let scatter = try #require(seen(program, "n.html").scatter)
    #expect(scatter.status == "8 points" && scatter.walk.found == "example 3, label c, component 0")
  }

  @Test("leaves the picture where the points are damaged", .enabled(if: hasChromium, "needs chromium"))
  func damaged() throws {
    let program = try program("load arcs count=100\nmodel hidden=8 components=2\nplot latents")
    let json = String(decoding: program.folder.bytes("n_files/latents.json") ?? [], as: UTF8.self)
    // What does not begin as points do is not taken in, so that no other file can be; it leaves nothing to complain of.
    let damages = [
      ("", complaints: 0), ("{\"x\":3}", 0), (json.replacing("\"y\":\"", with: "\"y\":\"AAAA"), 1),
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
