import Language
import Testing

@testable import Kernel

@Suite("JSON that clients send")
struct JSONReaderTests {
  @Test(
    "is read as it was written",
    arguments: [
      #"{"a":[1,-2.5,1e3],"b":{"c":null,"d":true},"e":""}"#, #"["\u00e9 \ud83d\ude00 \" \\ \/ \n\t"]"#, "[]", "{}",
      "  [ 1 , { \"x\" : false } ]  ",
    ])
  func isRead(_ text: String) throws {
    let value = try #require(JSONReader.value(of: Array(text.utf8)))
    let again = try #require(JSONReader.value(of: Array(JSONPrinter.text(of: value).utf8)))
    #expect(value == again)
  }

  @Test("keeps letters that are written as escapes")
  func escapes() {
    #expect(JSONReader.value(of: Array(#""\u00e9\ud83d\ude00\n""#.utf8)) == .text("é😀\n"))
  }

  @Test(
    "is refused where it is none",
    arguments: [
      "", "{", "[1,]", "{\"a\"}", "nul", "01x", "\"a", "\"\\x\"", "[1] 2", "\"\u{1}\"", "{\"a\":1,}", "-", "\"\\u12\"",
      String(repeating: "[", count: 10_000),
    ])
  func isRefused(_ text: String) {
    #expect(JSONReader.value(of: Array(text.utf8)) == nil)
  }
}
