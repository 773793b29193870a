import Foundation
import Notebook
import TestSupport
import Testing

@testable import Publishing

@Suite("A hostile notebook")
struct HostileNotebookTests {
  private static let pieces = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</pre>", "</style>", "<style>*{}</style>",
    "<svg onload=1>",
    "<!-- gmvae:points a.json -->", "<!-- gmvae:output 12 -->", "<!-- /gmvae:output -->", "<!--", "-->", "<![CDATA[",
    "]]>",
    "[a](javascript:alert(1))", "![b](javascript:1)", "<javascript:alert(1)>", "[c](java&#10;script:1)",
    "[d]: data:text/html,1",
    "[d]", "![e](\"onerror=1)", "# <b onclick=1>", "```gmvae", "```", "~~~output", "| <i> | b |", "|---|---|", "> ",
    "- [ ] ",
    "1. ", "&lt;script&gt;", "\"' onmouseover='1", "`<u>`", "<a href=\"javascript:1\">x</a>", "<br>", "\u{0}\u{1b}[31m",
    "---",
    "title: </title><script>", "parameters:", "  n: \"<i>\"", "print \"</code><script>\" # <script>", "", "\n",
    "<https://a.org/\">",
  ]

  /// Notebooks of random pieces, and of random bytes among them.
  private func bytes(_ generator: inout some RandomNumberGenerator) -> [UInt8] {
    (0..<Int.random(in: 0..<30, using: &generator)).flatMap { _ -> [UInt8] in
      let piece = Array((Self.pieces.randomElement(using: &generator) ?? "").utf8)
      let noise = Int.random(in: 0..<15, using: &generator) == 0 ? [UInt8.random(in: 0...255, using: &generator)] : []
      return piece + noise + (Int.random(in: 0..<4, using: &generator) == 0 ? [] : [0x0A])
    }
  }

  @Test("makes a page of known elements and attributes alone, properly nested")
  func pages() {
    var generator = SeededGenerator(7)
    for _ in 0..<300 {
      let bytes = bytes(&generator)
      let page = Page(Notebook(parsing: bytes), named: "n") { _ in Array("{\"a\":\"</script><b>\"}".utf8) }
      let problem = TagReader.problem(in: page.html)
      #expect(problem == nil, "\(generator): \(problem ?? "") in \(String(decoding: bytes, as: UTF8.self))")
    }
  }

  @Test("makes a Jupyter notebook that is JSON")
  func jupyter() throws {
    var generator = SeededGenerator(8)
    for _ in 0..<500 {
      let notebook = JupyterNotebook(Notebook(parsing: bytes(&generator)), named: "n") { _ in nil }
      let object = try JSONSerialization.jsonObject(with: Data(notebook.json.utf8)) as? [String: Any]
      #expect(object?["nbformat"] as? Int == 4, "\(generator)")
    }
  }

  @Test("of a hundred thousand nested quotes, lists and brackets is a page all the same")
  func deep() {
    for piece in ["> ", "- ", "*a ", "[", "![", "**"] {
      let page = Page(Notebook(parsing: Array(String(repeating: piece, count: 100_000).utf8)), named: "n") { _ in nil }
      #expect(TagReader.problem(in: page.html) == nil, "\(piece)")
    }
  }

  /// What some work takes for a size and for four times that, as a ratio; the fastest of three.
  private func growth(_ size: Int, _ work: (Int) -> Void) -> Double {
    func seconds(_ size: Int) -> Double {
      (0..<3).map { _ in
        let start = ContinuousClock.now
        work(size)
        return (ContinuousClock.now - start) / .seconds(1)
      }.min() ?? 0
    }
    return seconds(4 * size) / seconds(size)
  }

  @Test("of many equal headings or many pictures is a page in time linear in them")
  func linear() {
    func page(_ line: String) -> (Int) -> Void {
      { count in
        let text = "# a\n\n" + String(repeating: line + "\n", count: count)
        _ = Page(Notebook(parsing: Array(text.utf8)), named: "n") { _ in nil }
      }
    }
    #expect(growth(1500, page("## a")) < 9)
    #expect(
      growth(500) { count in
        let text = (0..<count).map { "![p](\($0).png)\n" }.joined()
        _ = JupyterNotebook(Notebook(parsing: Array(text.utf8)), named: "n") { _ in nil }
      } < 9)
  }

  @Test("with a table of few letters and many cells takes no more memory than its letters are worth")
  func wideTable() {
    let wide = String(repeating: "|", count: 8000) + "\n" + String(repeating: "|-", count: 8000) + "|\n"
    let quoted = "> |" + String(repeating: "a|", count: 8000) + "\n> |" + String(repeating: "-|", count: 8000) + "\n"
    for (head, row) in [(wide, "|\n"), (wide, "x\n"), (wide, "x\r"), (quoted, "> x\n")] {
      let text = head + String(repeating: row, count: 4000)
      let page = Page(Notebook(parsing: Array(text.utf8)), named: "n") { _ in nil }
      #expect(page.html.utf8.count < 1 << 20, "\(row)")
    }
    let plain = "| a | b |\n|---|---|\n" + String(repeating: "| 1 | 2 |\n", count: 3000)
    let table = Page(Notebook(parsing: Array(plain.utf8)), named: "n") { _ in nil }.html
    #expect(table.components(separatedBy: "<td>").count == 6001)
    let row = String(repeating: "| 1 ", count: 300) + "|\n", rule = String(repeating: "|---", count: 300) + "|\n"
    let full = Page(Notebook(parsing: Array((row + rule + String(repeating: row, count: 200)).utf8)), named: "n") { _ in
      nil
    }
    #expect(full.html.components(separatedBy: "<td>").count == 60_001)
  }

  @Test("that shows one picture often has it once, and stops at half a gigabyte of pictures")
  func repeatedPicture() throws {
    let png = try #require(Data(base64Encoded: Self.dot)), large = Array(png) + [UInt8](repeating: 0, count: 1 << 20)
    let text = String(repeating: "![a *dot*](dot.png)\n\n", count: 300)
    var reads = 0
    let page = Page(Notebook(parsing: Array(text.utf8)), named: "n") { _ in
      reads += 1
      return large
    }
    #expect(page.html.utf8.count < 3 << 20 && reads == 1 && page.missing == [])
    #expect(page.html.components(separatedBy: "href=\"#picture-1\"").count == 300)
    #expect(page.html.components(separatedBy: "data:image/png").count == 2)
    #expect(page.html.components(separatedBy: "aria-label=\"a dot\"").count == 301)
    #expect(TagReader.problem(in: page.html) == nil)
    let once = Page(Notebook(parsing: Array("![a](dot.png)\n".utf8)), named: "n") { _ in Array(png) }
    #expect(once.html.contains("<img src=\"data:image/png;base64,"))
    let heavy = Array(png) + [UInt8](repeating: 0, count: 1 << 24)
    let files = NotebookFiles { _ in heavy }
    #expect((0..<40).filter { _ in files.picture("b.png") != nil }.count == 31 && files.missing == ["b.png"])
  }

  /// A PNG of one pixel.
  private static let dot =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABh6FO1AAAAABJRU5ErkJggg=="
}
