import Foundation
import Notebook
import Testing

@testable import Publishing

@Suite("A figure with its points")
struct ScatterTests {
  private func page(_ output: String, json: String? = Self.points) -> String {
    let text = "```gmvae\nplot latents\n```\n\n<!-- gmvae:output 12 -->\n\n\(output)\n<!-- /gmvae:output -->\n"
    let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    return Page(Notebook(parsing: Array(text.utf8)), named: "n") {
      $0.hasSuffix(".png") ? png : $0 == "n_files/a.json" ? json.map { Array($0.utf8) } : nil
    }.html
  }

  private static let points = "{\"software\":\"gmvae\",\"x\":[1]}"
  private let output = "![a](n_files/a.png)\n<!-- gmvae:points n_files/a.json -->\n"

  @Test("has its picture, its points and the one program that the page may run")
  func scatter() throws {
    let html = page(output)
    #expect(html.contains("<figure class=\"scatter\"><img src=\"data:image/png;base64,iVBORw0KGgo=\" alt=\"a\">"))
    #expect(html.contains("<script type=\"application/json\">\(Self.points)</script></figure>"))
    let program = try #require(html.firstMatch(of: #/<script>(.*?)<\/script>/#.dotMatchesNewlines())).1
    #expect(String(program) == PageResources.program)
    #expect(html.contains("script-src &#39;\(ContentPolicy.hash(of: String(program)))&#39;"))
  }

  @Test("is a picture alone, and the page without a program, where the points are not there")
  func withoutPoints() {
    for html in [
      page(output, json: nil), page("![a](n_files/a.png)\n"),
      page(output.replacing("n_files/a.json", with: "../a.json")),
    ] {
      #expect(html.contains("<img ") && !html.contains("<script") && !html.contains("script-src"))
    }
  }

  @Test(
    "takes in no file but points, whatever the comment names",
    arguments: [
      "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXk\n", "{\"aws_secret\":\"b3BlbnNzaC1rZXk\"}", "",
      " {\"software\":\"gmvae\"} b3BlbnNzaC1rZXk",
    ])
  func onlyPoints(secret: String) {
    let html = page(output, json: secret)
    #expect(html.contains("<img ") && !html.contains("<script") && !html.contains("b3BlbnNzaC1rZXk"))
  }

  @Test("has points that cannot end their element, whatever they are")
  func hostile() {
    let html = page(output, json: "{\"software\":\"gmvae\",\"title\":\"</script><script>alert(1)</script><!--\"}")
    #expect(
      html.contains("\"title\":\"\\u003c/script>\\u003cscript>alert(1)\\u003c/script>\\u003c!--\"}</script></figure>"))
  }

  @Test("the page's own style and program hold nothing that would end them")
  func resources() {
    #expect(
      !PageResources.style.contains("<") && !PageResources.program.contains("</")
        && !PageResources.program.contains("<!--"))
  }
}
