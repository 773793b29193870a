import Testing

@testable import Publishing

@Suite("What Jupyter gets of a figure")
struct DisplayDataTests {
  private let drawing = Array("<?xml version=\"1.0\"?><svg width=\"9000\" height=\"10\"></svg>".utf8)

  @Test("a drawing is an image that becomes smaller on a narrow page, beside the drawing itself")
  func narrow() throws {
    let forms = DisplayData(png: nil, svg: drawing, name: "a \"b\"", text: "a figure").data
    #expect(forms.map(\.type) == ["text/plain", "text/html", "image/svg+xml"])
    let image = try #require(forms.first { $0.type == "text/html" }?.value.text)
    #expect(image.hasPrefix("<img src=\"data:image/svg+xml;base64,PD94bWwg"))
    #expect(image.contains("alt=\"a &quot;b&quot;\" style=\"max-width:100%\""))
    #expect(forms.last?.value.text.contains("<svg style=\"max-width:100%;height:auto\" width=\"9000\"") == true)
  }

  @Test("a drawing that browsers would be slow with is left out")
  func large() {
    let forms = DisplayData(png: nil, svg: [UInt8](repeating: 32, count: 500_001), name: "a", text: "a figure").data
    #expect(forms.map(\.type) == ["text/plain"])
  }

  @Test("of a note is Markdown, and its words for a client that knows none")
  func note() {
    let forms = DisplayData(markdown: "## A").data
    #expect(forms.map(\.type) == ["text/plain", "text/markdown"] && forms.allSatisfy { $0.value == .text("## A") })
  }
}
