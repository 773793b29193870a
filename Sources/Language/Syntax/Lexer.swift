/// Cuts a source text into tokens, one at a time from any place, so that words and paths can be read where they may stand.
struct Lexer {
  let bytes: [UInt8]

  private static let symbols: Set<String> = [
    "...", "..<", "**", "==", "!=", "<=", ">=", "..", "+", "-", "*", "/", "%", "<", ">", "=", "(", ")", "[", "]", "{",
    "}",
    ",", ".",
  ]

  init(_ text: String) { bytes = Array(text.utf8) }

  /// The token at or after an offset. Line breaks are white space where `newlinesAreSpace`.
  func token(at offset: Int, newlinesAreSpace: Bool) -> Token {
    let start = skippingSpace(from: offset, newlinesAreSpace: newlinesAreSpace)
    func token(_ kind: Token.Kind, _ end: Int) -> Token {
      Token(kind: kind, range: SourceRange(start, end), isSpaced: start > offset || start == 0)
    }
    guard start < bytes.count else { return token(.end, start) }
    switch bytes[start] {
    case UInt8(ascii: "\n"), UInt8(ascii: ";"): return token(.separator, start + 1)
    case UInt8(ascii: "\""): return token(.quote, start + 1)
    default: break
    }
    if let (number, end) = number(at: start) { return token(.number(number), end) }
    let wordEnd = wordEnd(from: start)
    if wordEnd > start { return token(.word(text(start, wordEnd)), wordEnd) }
    for length in [3, 2, 1] where start + length <= bytes.count {
      let symbol = text(start, start + length)
      if Self.symbols.contains(symbol) { return token(.symbol(symbol), start + length) }
    }
    let end = start + scalar(at: start).length
    return token(.unknown(text(start, end).first ?? "?"), end)
  }

  /// The end of the run of characters that a bare word or path can have.
  func bareWordEnd(from offset: Int) -> Int {
    var end = offset
    while end < bytes.count, !Self.endsBareWord(bytes[end]), spaceLength(at: end) == 0 { end += 1 }
    return end
  }

  private static func endsBareWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "\n"), UInt8(ascii: ";"), UInt8(ascii: "#"), UInt8(ascii: "\""), UInt8(ascii: "("),
      UInt8(ascii: ")"),
      UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: ","), UInt8(ascii: "="),
      UInt8(ascii: "<"), UInt8(ascii: ">"):
      true
    default: false
    }
  }

  func text(_ lower: Int, _ upper: Int) -> String { String(decoding: bytes[lower..<upper], as: UTF8.self) }

  private func skippingSpace(from offset: Int, newlinesAreSpace: Bool) -> Int {
    var offset = offset
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte == UInt8(ascii: "#") {
        while offset < bytes.count, bytes[offset] != UInt8(ascii: "\n") { offset += 1 }
      } else if byte == UInt8(ascii: "\n"), newlinesAreSpace {
        offset += 1
      } else {
        let length = spaceLength(at: offset)
        if length == 0 { break }
        offset += length
      }
    }
    return offset
  }

  /// The length of the white space at an offset, line breaks apart; a no-break space and a byte order mark count as such.
  private func spaceLength(at offset: Int) -> Int {
    switch bytes[offset] {
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): 1
    case 0xc2 where bytes[offset...].starts(with: [0xc2, 0xa0]): 2
    case 0xef where bytes[offset...].starts(with: [0xef, 0xbb, 0xbf]): 3
    default: 0
    }
  }

  private func isDigit(_ offset: Int) -> Bool {
    offset < bytes.count && UInt8(ascii: "0")...UInt8(ascii: "9") ~= bytes[offset]
  }

  /// A number such as `12`, `0.5`, `.5`, `1e-4` at an offset, and its end.
  private func number(at start: Int) -> (Double, Int)? {
    let point = UInt8(ascii: ".")
    guard isDigit(start) || bytes[start] == point && isDigit(start + 1) else { return nil }
    var end = start
    while isDigit(end) { end += 1 }
    if end < bytes.count, bytes[end] == point, isDigit(end + 1) {
      end += 1
      while isDigit(end) { end += 1 }
    }
    if end < bytes.count, bytes[end] | 0x20 == UInt8(ascii: "e") {
      let isSigned = end + 1 < bytes.count && [UInt8(ascii: "+"), UInt8(ascii: "-")].contains(bytes[end + 1])
      var exponent = end + (isSigned ? 2 : 1)
      if isDigit(exponent) {
        while isDigit(exponent) { exponent += 1 }
        end = exponent
      }
    }
    return Double(text(start, end)).map { ($0, end) }
  }

  /// The end of the name that begins at an offset; the offset itself where none does.
  func wordEnd(from start: Int) -> Int {
    var end = start
    while end < bytes.count {
      let byte = bytes[end]
      if byte < 0x80 {
        let isLetter = UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20 || byte == UInt8(ascii: "_")
        guard isLetter || end > start && isDigit(end) else { break }
        end += 1
      } else {
        let (scalar, length) = scalar(at: end)
        guard scalar.properties.isAlphabetic else { break }
        end += length
      }
    }
    return end
  }

  private func scalar(at offset: Int) -> (Unicode.Scalar, length: Int) {
    let length =
      switch bytes[offset] {
      case ..<0x80: 1
      case ..<0xe0: 2
      case ..<0xf0: 3
      default: 4
      }
    let end = min(offset + length, bytes.count)
    return (text(offset, end).unicodeScalars.first ?? "?", end - offset)
  }
}
