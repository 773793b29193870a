import Testing

@testable import Publishing

@Suite("Links of a page")
struct SafeLinkTests {
  @Test(
    "lead to the web, to a mailbox or beside the page",
    arguments: [
      "https://a.org/b?c#d", "HTTP://a.org", "mailto:a@b.org", "other.md", "a/b%20c.png", "../README.md", "#data",
      "?a=b:c",
      "./a:b",
    ])
  func good(url: String) {
    #expect(SafeLink(url)?.address == url)
  }

  @Test(
    "lead nowhere else",
    arguments: [
      "javascript:alert(1)", " javascript:alert(1)", "\u{1}javascript:alert(1)", "java\nscript:alert(1)",
      "JaVaScRiPt:1",
      "java\tscript:alert(1)", "data:text/html,<script>1</script>", "vbscript:1", "file:///etc/passwd", "//evil.org/a",
      "\\\\evil.org\\a", "/\\evil.org", "", " ", "blob:a", "java\u{0}script:1", ":a",
    ])
  func bad(url: String) {
    #expect(SafeLink(url) == nil)
  }

  @Test("name files in the notebook's folder and no others")
  func paths() {
    #expect(SafeLink("n_files/a%20b.png")?.path == "n_files/a b.png")
    #expect(SafeLink("a.png?x#y")?.path == "a.png")
    let others = [
      "../a.png", "a/../../b.png", "/etc/a.png", "~/a.png", "%2Fetc/a.png", "%2e%2e/a.png", "https://a.org/a.png",
      "a%00.png",
      "%7E/a.png", "#a", "a%ff.png", "mailto:a", "a\\b.png",
    ]
    for other in others { #expect(SafeLink(other)?.path == nil, "\(other)") }
  }
}
