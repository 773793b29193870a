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

  /// Reads a symbol where it is next.
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
