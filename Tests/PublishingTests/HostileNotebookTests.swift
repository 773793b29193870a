import Foundation
import Notebook
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
    var generator = SplitMix(state: 7)
    for _ in 0..<300 {
      let bytes = bytes(&generator)
      let page = Page(Notebook(parsing: bytes), named: "n") { _ in Array("{\"a\":\"</script><b>\"}".utf8) }
      let problem = TagReader.problem(in: page.html)
      #expect(problem == nil, "\(problem ?? "") in \(String(decoding: bytes, as: UTF8.self))")
    }
  }

  @Test("makes a Jupyter notebook that is JSON")
  func jupyter() throws {
    var generator = SplitMix(state: 8)
    for _ in 0..<500 {
      let notebook = JupyterNotebook(Notebook(parsing: bytes(&generator)), named: "n") { _ in nil }
      let object = try JSONSerialization.jsonObject(with: Data(notebook.json.utf8)) as? [String: Any]
      #expect(object?["nbformat"] as? Int == 4)
    }
  }

  @Test("of a hundred thousand nested quotes, lists and brackets is a page all the same")
  func deep() {
    for piece in ["> ", "- ", "*a ", "[", "![", "**"] {
      let page = Page(Notebook(parsing: Array(String(repeating: piece, count: 100_000).utf8)), named: "n") { _ in nil }
      #expect(TagReader.problem(in: page.html) == nil, "\(piece)")
    }
  }
}

/// Random numbers, the same ones for the same state.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
