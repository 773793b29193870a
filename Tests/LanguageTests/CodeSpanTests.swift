import Language
import Testing

@Suite("Code in colors")
struct CodeSpanTests {
  private func spans(_ text: String) -> [String] {
    CodeSpan.spans(of: text).filter { $0.kind != .plain }.map { "\($0.kind.rawValue):\($0.text)" }
  }

  @Test("knows commands, keywords, options, numbers, texts and comments")
  func kinds() {
    #expect(
      spans("train 5 epochs rate=1e-3 # fast\nif a { plot data }; let b = \"c \\(d + \"e\") # f\"")
        == [
          "command:train", "number:5", "option:rate", "number:1e-3", "comment:# fast", "keyword:if", "command:plot",
          "keyword:let", "text:\"c \\(d + \"e\") # f\"",
        ])
  }

  @Test("is the whole text again, whatever the text is")
  func whole() {
    for text in [
      "", "\"open", "a \"\\", "é ∂ = # \u{0}", "let x = [1, 2]\r\n\"a\" ; ; }", "1e", "..<", "\u{FEFF}a\u{A0}b",
    ] {
      #expect(CodeSpan.spans(of: text).map(\.text).joined() == text)
    }
  }
}
