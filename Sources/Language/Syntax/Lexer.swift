/// The smallest part of a source text that means something.
struct Token: Equatable {
  enum Kind: Equatable {
    /// The end of the text.
    case end
    /// The end of a statement: a line break or `;`.
    case separator
    /// A name or keyword.
    case word(String)
    case number(Double)
    /// The quote that begins a text; the parser reads on from there.
    case quote
    case symbol(String)
    /// A character that means nothing here.
    case unknown(Character)
  }

  var kind: Kind
  var range: SourceRange
  /// Whether white space comes before it.
  var isSpaced: Bool

  func isSymbol(_ symbol: String) -> Bool { kind == .symbol(symbol) }

  func isWord(_ word: String) -> Bool { kind == .word(word) }

  /// Whether nothing of the statement can follow.
  var endsStatement: Bool { kind == .end || kind == .separator || isSymbol("}") }

  /// The token in words, for messages.
  var text: String {
    switch kind {
    case .end: "the end"
    case .separator: "the end of the line"
    case .word(let word): "'\(word)'"
    case .number(let number): "'\(NumberText.exact(number))'"
    case .quote: "a text"
    case .symbol(let symbol): "'\(symbol)'"
    case .unknown(let character): "'\(character)'"
    }
  }
}

/// Finds if a text literal ends without building it.
struct TextScanner {
  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The offset after the quote that closes the text whose content begins at `start`, or the end of the line if it is
  /// not closed. Quotes and parentheses inside `\(…)` are counted.
  func end(from start: Int) -> Int { scan(from: start).end }

  /// The end as above, and whether the text is closed.
  func scan(from start: Int) -> (end: Int, isClosed: Bool) {
    /// For each text that is open, how many parentheses are open inside its current `\(…)`.
    var open = [0]
    var offset = start
    while offset < bytes.count, bytes[offset] != UInt8(ascii: "\n") {
      let byte = bytes[offset]
      let depth = open[open.count - 1]
      offset += 1
      if depth == 0 {
        if byte == UInt8(ascii: "\"") {
          open.removeLast()
          if open.isEmpty { return (offset, true) }
        } else if byte == UInt8(ascii: "\\"), offset < bytes.count, bytes[offset] != UInt8(ascii: "\n") {
          if bytes[offset] == UInt8(ascii: "(") { open[open.count - 1] = 1 }
          offset += 1
        }
      } else {
        switch byte {
        case UInt8(ascii: "("): open[open.count - 1] += 1
        case UInt8(ascii: ")"): open[open.count - 1] -= 1
        case UInt8(ascii: "\""): open.append(0)
        default: break
        }
      }
    }
    return (offset, false)
  }
}

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

  /// The end of the name that begins at an offset; the offset itself if none does.
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
