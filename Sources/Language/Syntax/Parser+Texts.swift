extension Parser {
  /// The parts of the text literal that the current quote begins.
  mutating func textParts() throws(Diagnostic) -> [TextPart] {
    let opening = token.range
    let (closed, isClosed) = TextScanner(lexer.bytes).scan(from: opening.upper)
    guard isClosed else { throw unclosed(text: opening, closed) }
    var parts = [TextPart]()
    var literal = [UInt8]()
    var tallest = 0
    var offset = opening.upper
    while offset < closed - 1 {
      guard lexer.bytes[offset] == UInt8(ascii: "\\") else {
        literal.append(lexer.bytes[offset])
        offset += 1
        continue
      }
      if lexer.bytes[offset + 1] == UInt8(ascii: "(") {
        Self.flush(&literal, into: &parts)
        parts.append(.expression(try inserted(at: offset + 1)))
        tallest = max(tallest, height)
        offset = end
        guard offset < closed else { throw unclosed(text: opening, closed) }
      } else {
        offset = try escape(at: offset, into: &literal)
      }
    }
    Self.flush(&literal, into: &parts)
    height = tallest
    move(to: offset + 1)
    return parts
  }

  private func unclosed(text opening: SourceRange, _ lineEnd: Int) -> Diagnostic {
    error(
      "this text is never closed", at: SourceRange(opening.lower, lineEnd), hint: "close it with '\"' on the same line")
  }

  private static func flush(_ literal: inout [UInt8], into parts: inout [TextPart]) {
    if !literal.isEmpty { parts.append(.literal(String(decoding: literal, as: UTF8.self))) }
    literal = []
  }

  /// The expression in the parentheses at an offset; leaves `end` after them.
  private mutating func inserted(at offset: Int) throws(Diagnostic) -> Expression {
    let outer = (newlinesAreSpace, isTight)
    defer { (newlinesAreSpace, isTight) = outer }
    move(to: offset)
    return try bracketed(closing: ")") { (parser: inout Parser) throws(Diagnostic) in try parser.expression() }
  }

  /// The offset after a `\u{20ac}`, whose character is appended; nil if it is none.
  private func character(at offset: Int, into literal: inout [UInt8]) -> Int? {
    guard lexer.bytes[offset...].starts(with: "\\u{".utf8),
      let end = lexer.bytes[offset...].prefix(12).firstIndex(of: UInt8(ascii: "}")),
      let number = UInt32(lexer.text(offset + 3, end), radix: 16), let scalar = Unicode.Scalar(number)
    else { return nil }
    literal += Array(String(scalar).utf8)
    return end + 1
  }

  /// Appends the character an escape stands for; gives the offset after the escape.
  private func escape(at offset: Int, into literal: inout [UInt8]) throws(Diagnostic) -> Int {
    switch lexer.bytes[offset + 1] {
    case UInt8(ascii: "n"): literal.append(UInt8(ascii: "\n"))
    case UInt8(ascii: "t"): literal.append(UInt8(ascii: "\t"))
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): literal.append(lexer.bytes[offset + 1])
    default:
      if let end = character(at: offset, into: &literal) { return end }
      throw error(
        "unknown escape in a text", at: SourceRange(offset, offset + 2),
        notes: ["escapes: \\n new line, \\t tab, \\\" quote, \\\\ backslash, \\u{e9} é, \\(value)"])
    }
    return offset + 2
  }
}
