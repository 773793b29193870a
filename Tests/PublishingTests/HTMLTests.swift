import Testing

@testable import Publishing

@Suite("HTML")
struct HTMLTests {
  @Test("of texts and attributes is escaped, whatever they are")
  func escapes() {
    let element = Element(
      "p", [("title", "\"><script>'&"), ("hidden", nil)], [.text("<b> & \"c\" \u{0}\u{7}\r\n\t é")])
    #expect(
      element.html
        == "<p title=\"&quot;&gt;&lt;script&gt;&#39;&amp;\" hidden>&lt;b&gt; &amp; &quot;c&quot; \u{FFFD}\u{FFFD}\n\t é</p>"
    )
  }

  @Test("has no end tags for elements that hold nothing")
  func empty() {
    #expect(Element("img", [("src", "a")]).html == "<img src=\"a\">")
    #expect(Element("div", [], [.element("br"), .element("p")]).html == "<div><br><p></p></div>")
  }
}
