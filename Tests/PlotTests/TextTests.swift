import Testing

@testable import Plot

/// Labels in any script; `Gallery.scripts` shows them.
@Suite struct TextTests {
  @Test("a letter that changes its shape beside others is narrower in a word than alone")
  func shaping() throws {
    let canvas = try Canvas.forMeasuring()
    let letters = ["م", "ك", "و", "ن"].map { canvas.width($0, .axis) }.reduce(0, +)
    #expect(canvas.width("مكون", .axis) < letters * 0.9)
  }

  @Test("a text from right to left is cut at its logical end and still fits")
  func rightToLeft() throws {
    let canvas = try Canvas.forMeasuring()
    let long = String(repeating: "רכיב ", count: 40)
    let fitted = canvas.fitted(long, .tick, within: 60)
    #expect(fitted.hasPrefix("רכיב") && fitted.hasSuffix("…"))
    #expect(canvas.width(fitted, .tick) <= 60)
  }

  @Test("what no font has takes room of its own", arguments: ["\u{10FFFD}", "組件", "𓀀𓀁"])
  func missing(text: String) throws {
    let canvas = try Canvas.forMeasuring()
    #expect(canvas.width(text, .axis) > 4)
  }

  @Test("combining marks stay with their letter when a text is cut")
  func clusters() throws {
    let canvas = try Canvas.forMeasuring()
    let fitted = canvas.fitted(String(repeating: "e\u{301}\u{323}", count: 50), .tick, within: 50)
    #expect(fitted.dropLast().allSatisfy { $0.unicodeScalars.count == 3 })
  }

  @Test("text has the same width at every size of the page's pixels, in proportion to its size")
  func proportion() throws {
    let canvas = try Canvas.forMeasuring()
    let (small, large) = (
      canvas.width("Latents, 2σ", TextStyle(size: 8)), canvas.width("Latents, 2σ", TextStyle(size: 80))
    )
    #expect(abs(large / small - 10) < 0.02)
  }

  @Test("line and paragraph separators do not break a label")
  func separators() throws {
    #expect(try Canvas.forMeasuring().fitted("a\u{2028}b\u{2029}c\nd", .tick, within: 100) == "a b c d")
  }
}
