extension Parser {
  /// Goes to the next token.
  mutating func advance() {
    end = token.range.upper
    token =
      token.kind == .quote
      ? lexer.token(at: TextScanner(lexer.bytes).end(from: end), newlinesAreSpace: newlinesAreSpace)
      : lexer.token(at: end, newlinesAreSpace: newlinesAreSpace)
  }

  /// Goes on reading at an offset.
  mutating func move(to offset: Int) {
    end = offset
    token = lexer.token(at: offset, newlinesAreSpace: newlinesAreSpace)
  }

  /// Reads the current token again after the meaning of line breaks changed.
  mutating func retokenize() {
    token = lexer.token(at: end, newlinesAreSpace: newlinesAreSpace)
  }

  /// The token after the current one.
  var following: Token { lexer.token(at: token.range.upper, newlinesAreSpace: newlinesAreSpace) }

  /// Reads a symbol if it is next.
  mutating func take(_ symbol: String) -> Bool {
    guard token.isSymbol(symbol) else { return false }
    advance()
    return true
  }

  /// Reads a name; `what` says what it would have named, `example` shows the statement as it should be.
  mutating func name(_ what: String, example: String) throws(Diagnostic) -> Name {
    guard case .word(let word) = token.kind else {
      throw error("expected \(what), not \(token.text)", at: token.range, hint: "write it like this: \(example)")
    }
    if Reserved.words.contains(word) {
      throw error(
        "'\(word)' belongs to the language and cannot be \(what)", at: token.range, hint: "choose another name")
    }
    let name = Name(word, at: token.range)
    advance()
    return name
  }

  /// A name that does not hide a command.
  mutating func newName(_ what: String, example: String) throws(Diagnostic) -> Name {
    let name = try name(what, example: example)
    guard !commands.isVerb(name.text) else {
      throw error(
        "'\(name.text)' is a command and cannot be \(what)", at: name.range,
        hint: "choose another name, such as 'my_\(name.text)'")
    }
    return name
  }

  func error(_ message: String, at range: SourceRange, notes: [String] = [], hint: String? = nil) -> Diagnostic {
    Diagnostic(message, in: source, at: range, notes: notes, hint: hint, isSyntax: true)
  }

  /// The error for a token where an expression should be.
  func unexpected() -> Diagnostic {
    let examples = "a value is a number, \"text\", a name, [a, list] or (a + b)"
    switch token.kind {
    case .symbol(")") where newlinesAreSpace, .symbol("]") where newlinesAreSpace, .symbol(","), .end, .separator,
      .symbol("{"):
      return error("expected a value before \(token.text)", at: token.range, hint: examples)
    case .symbol(")"), .symbol("]"):
      return error("\(token.text) without its opening bracket", at: token.range, hint: "remove it, or open it before")
    case .unknown(let character):
      let message = "the character '\(character)' means nothing here"
      return error(message, at: token.range, hint: Self.replacement(for: character))
    default:
      return error("expected a value, not \(token.text)", at: token.range, hint: examples)
    }
  }

  /// The error for a token after a complete statement.
  func trailing() -> Diagnostic {
    switch token.kind {
    case .unknown: return unexpected()
    case .symbol(")"), .symbol("]"): return unexpected()
    case .symbol("="):
      return error(
        "a value cannot be set here", at: token.range, hint: "compare with ==; set a variable with let: let x = 1")
    case .symbol(".."):
      return error("unknown operator '..'", at: token.range, hint: "write 0...9 with the end, or 0..<10 without it")
    default:
      return error(
        "expected the end of the statement, not \(token.text)", at: token.range,
        hint: "statements are separated by a new line or ';'")
    }
  }

  private static func replacement(for character: Character) -> String {
    switch character {
    case "“", "”", "„", "‘", "’", "'", "`": "texts stand in plain double quotes: \"text\""
    case "−", "–", "—": "write a plain minus: -"
    case "&": "write: a and b"
    case "|": "write: a or b"
    case "!": "write: not a"
    case "×", "·": "write: a * b"
    case "^": "write a power as a ** b"
    case "≤": "write: a <= b"
    case "≥": "write: a >= b"
    case "…": "write three dots: 0...9"
    case "?": "help explains a command: help train"
    case "\\", "$": "write the name alone: n; inside a text \"\\(n)\""
    default: "remove it, or put the text it belongs to in quotes: \"text\""
    }
  }
}

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
    let outer = (newlinesAreSpace, isTight, endsAtPath)
    defer { (newlinesAreSpace, isTight, endsAtPath) = outer }
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
