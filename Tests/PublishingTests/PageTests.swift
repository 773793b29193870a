import Bytes
import Foundation
import Notebook
import TestSupport
import Testing

@testable import Publishing

@Suite("A page")
struct PageTests {
  private func page(_ text: String, name: String = "n", files: [String: [UInt8]] = [:]) -> Page {
    Page(Notebook(parsing: Array(text.utf8)), named: name) { files[$0] }
  }

  /// What stands in the page's body.
  private func body(_ text: String, files: [String: [UInt8]] = [:]) -> String {
    let html = page(text, files: files).html
    guard let start = html.firstRange(of: "<body>"), let end = html.firstRange(of: "</body>") else { return "" }
    return String(html[start.upperBound..<end.lowerBound])
  }

  @Test("has the title of the front matter, else of the heading, else of the file")
  func titles() {
    #expect(page("---\ntitle: \"A & B\"\n---\n# C").html.contains("<title>A &amp; B</title>"))
    #expect(page("# C *d*").html.contains("<title>C d</title>"))
    #expect(page("words").html.contains("<title>n</title>") && body("words").contains("<h1>n</h1>"))
    #expect(body("# C\n## D").hasPrefix("<main><h1 id=\"c\">C</h1><h2"))
    #expect(body("words\n# C").hasPrefix("<main><p>words</p><h1 id=\"c\">"))
  }

  @Test("says what it was run with, and has links to its sections where there are several")
  func head() {
    let text = body("---\nparameters:\n  epochs: 60 # of all\n  word: \"a b\"\nseed: 7\n---\n## A\n## B c\n## A\n")
    #expect(text.contains("<li><b>epochs</b> 60</li><li><b>word</b> a b</li><li><b>seed</b> 7</li>"))
    #expect(text.contains("<a href=\"#b-c\">B c</a>") && text.contains("<h2 id=\"a-1\">A</h2>"))
    #expect(!body("## A\n## B").contains("<nav"))
  }

  @Test("shows cells in colors, with what they gave, and says where that is stale")
  func cells() {
    let cell = "```gmvae\nlet a = 1 # one\nplot data width=3\nprint \"x < y\"\n```\n"
    let code = body(cell)
    #expect(code.contains("<span class=\"keyword\">let</span> a = <span class=\"number\">1</span> "))
    #expect(
      code.contains("<span class=\"comment\"># one</span>") && code.contains("<span class=\"command\">plot</span> data")
    )
    #expect(code.contains("<span class=\"option\">width</span>=<span class=\"number\">3</span>"))
    #expect(code.contains("<span class=\"text\">&quot;x &lt; y&quot;</span>"))
    let output = "\n<!-- gmvae:output 12 -->\n\n```output\na <b>\n```\n\n<!-- /gmvae:output -->\n"
    let shown = body(cell + output)
    #expect(
      shown.contains("<pre class=\"output\" tabindex=\"0\">a &lt;b&gt;\n</pre>")
        && shown.contains("The cell was changed"))
    #expect(!shown.contains("gmvae:output"))
  }

  @Test("has all that Markdown has")
  func markdown() {
    let text = body(
      """
      *a* **b** ~~c~~ `d<` <https://e.org> www.f.org

      1. one
      2. two
         - [x] done
         - [ ] open

      3. three

      > quoted\\
      twice<br>thrice

      | a | b |
      |---|---|
      | 1 | 2 |

      ---
      """)
    #expect(text.contains("<em>a</em> <strong>b</strong> <del>c</del> <code>d&lt;</code> <a href=\"https://e.org\""))
    #expect(text.contains("<a href=\"http://www.f.org\" rel=\"noopener noreferrer\">www.f.org</a>"))
    #expect(text.contains("<li><input type=\"checkbox\" disabled checked> done</li>"))
    #expect(text.contains("<blockquote><p>quoted<br>twice<br>thrice</p></blockquote>") && text.contains("<hr>"))
    #expect(text.contains("<thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody>"))
  }

  @Test("sets formulas as MathML, in a line and in one of their own, and leaves amounts of money and code as they are")
  func formulas() {
    let text = body(
      "# Of $K$\n\nFor $\\lambda_1 \\le a*b*c$ **and** `$x$`, it costs $5 and $6, \\$7.\n\n$$\n\\frac{1}{2}\n$$\n\n```\n$y$\n```\n"
    )
    #expect(text.contains("<h1 id=\"of-k\">Of <math><mrow><mi>K</mi></mrow></math></h1>"))
    #expect(
      text.contains(
        "For <math><mrow><msub><mi>λ</mi><mn>1</mn></msub><mo>≤</mo><mi>a</mi><mo>∗</mo><mi>b</mi><mo>∗</mo><mi>c</mi></mrow></math> <strong>and</strong> <code>$x$</code>, it costs $5 and $6, $7."
      ), "\(text)")
    #expect(
      text.contains("<math display=\"block\"><mrow><mfrac><mn>1</mn><mn>2</mn></mfrac></mrow></math>")
        && text.contains(">$y$\n</pre>"))
  }

  @Test("has tables of what a cell printed, which a program sorts, and the words around them")
  func printedTables() {
    let output = """
      ```gmvae
      evaluate
      ```

      <!-- gmvae:output 12 -->
      ```output
      before
      layers
      name    size (MB)  what
      ──────────────────────────────
      dense         1.5  it <learns>
      w of x       12
      … 3 more rows; set rows all shows every row

      a  b
      ────
      ```
      <!-- /gmvae:output -->
      """
    let text = body(output)
    #expect(
      text.contains(
        "<pre class=\"output\" tabindex=\"0\">before\nlayers\n</pre><div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"Table of name\"><table><thead><tr><th>name</th><th class=\"numeric\">size (MB)</th><th>what</th></tr></thead><tbody><tr><td>dense</td><td class=\"numeric\">1.5</td><td>it &lt;learns&gt;</td></tr><tr><td>w of x</td><td class=\"numeric\">12</td><td></td></tr></tbody></table></div><pre class=\"output\" tabindex=\"0\">… 3 more rows; set rows all shows every row\n\na  b\n────\n</pre>"
      ), "\(text)")
    #expect(page(output).html.contains("<script>") && !page(output).html.contains("class Scatter"))
  }

  @Test("has its pictures in it, at the size that they say they have, and names those that are not there")
  func pictures() {
    let png = try? Data(contentsOf: Self.notebooks.appending(path: "tour_files/latents.png"))
    let bytes = Array(png ?? Data())
    let files = ["a b.png": bytes, "c.svg": Array("<svg/>".utf8), "d.png": Array("words".utf8)]
    let text = "![A](a%20b.png)\n\n![C](c.svg) ![D](d.png) ![E](e.png) ![F](../f.png) ![G](https://g.org/g.png)"
    let made = page(text, files: files)
    #expect(made.html.contains("<img src=\"data:image/png;base64,\(Base64.encoded(bytes))\" alt=\"A\" width=\""))
    #expect(made.html.contains("<img src=\"data:image/svg+xml;base64,PHN2Zy8+\" alt=\"C\">"))
    #expect(made.missing == ["d.png", "e.png", "../f.png", "https://g.org/g.png"])
    #expect(made.html.contains("[E: e.png is not there]"))
  }

  static let notebooks = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Notebooks")

  @Test("may load nothing, and use the style that is in it alone")
  func policy() throws {
    let html = page("words").html
    let style = try #require(html.firstMatch(of: #/<style>(.*?)</style>/#.dotMatchesNewlines())).1
    var checksum = SHA256()
    checksum.update(Array(style.utf8))
    let hash = "sha256-" + Base64.encoded(checksum.digest)
    #expect(html.contains("default-src &#39;none&#39;; img-src data:; style-src &#39;\(hash)&#39;"))
    #expect(!html.contains(" style=") && !html.contains("<link"))
  }

  @Test("is told from other files")
  func isOne() {
    #expect(Page.isOne(Array(page("words").html.utf8)))
    #expect(!Page.isOne(Array("<!DOCTYPE html>\n<html lang=\"en\"><head><title>gmvae</title>".utf8)) && !Page.isOne([]))
  }
}
