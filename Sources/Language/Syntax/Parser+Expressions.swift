extension Parser {
  /// A whole expression.
  mutating func expression() throws(Diagnostic) -> Expression { try operation(.or) }

  /// An expression of operators that bind at least as tightly as `level`.
  mutating func operation(_ level: Precedence) throws(Diagnostic) -> Expression {
    try enter()
    defer { depth -= 1 }
    var left = try prefixed()
    while let (precedence, symbol) = infix(), precedence >= level {
      let leftHeight = height
      let place = token.range
      advance()
      try refuseSpace(after: place)
      // A power binds from the right; everything else from the left.
      let right = try operation(precedence == .power ? .power : precedence.tighter)
      height = max(height, leftHeight)
      left = try node(Self.combined(left, symbol, right), from: left.range.lower)
      try refuseChain(precedence, after: place)
    }
    return left
  }

  private static func combined(_ left: Expression, _ symbol: String, _ right: Expression) -> Expression.Kind {
    if let binary = BinaryOperator(rawValue: symbol) { return .binary(binary, left, right) }
    return .range(left, right, includesUpper: symbol == "...")
  }

  /// The operator that is next, and how tightly it binds.
  private func infix() -> (Precedence, String)? {
    if isTight && token.isSpaced || endsAtPath && isBeforeTablePath { return nil }
    switch token.kind {
    case .symbol("..."), .symbol("..<"): return (.range, token.isSymbol("...") ? "..." : "..<")
    case .symbol(let symbol), .word(let symbol):
      guard let binary = BinaryOperator(rawValue: symbol) else { return nil }
      return (binary.precedence, symbol)
    default: return nil
    }
  }

  /// In an argument white space after an operator ends it, as white space before one does.
  private func refuseSpace(after place: SourceRange) throws(Diagnostic) {
    guard isTight, token.isSpaced else { return }
    throw error(
      "white space ends an argument", at: place, hint: "put one with white space in parentheses: (2 * n)")
  }

  private func refuseChain(_ precedence: Precedence, after place: SourceRange) throws(Diagnostic) {
    guard let (next, symbol) = infix(), next == precedence else { return }
    if precedence == .comparison {
      throw error("comparisons do not chain", at: token.range, hint: "write: a < b and b < c")
    } else if precedence == .range {
      throw error("a range has two ends, so '\(symbol)' cannot follow here", at: token.range, hint: "write: 0...9")
    }
  }

  private mutating func prefixed() throws(Diagnostic) -> Expression {
    let (start, sign) = (token.range.lower, token.range)
    if take("-") {
      try refuseSpace(after: sign)
      let operand = try operation(.power)
      return try node(.unary(.minus, operand), from: start)
    }
    guard token.isWord("not") else { return try postfixed() }
    advance()
    try refuseSpace(after: sign)
    let operand = try operation(.comparison)
    return try node(.unary(.not, operand), from: start)
  }

  private mutating func postfixed() throws(Diagnostic) -> Expression {
    var value = try primary()
    while !token.isSpaced {
      if token.isSymbol("."), case .word = following.kind, !following.isSpaced {
        advance()
        value = try node(.field(value, fieldName()), from: value.range.lower)
      } else if token.isSymbol("[") {
        let valueHeight = height
        let index = try bracketed(closing: "]") { (parser: inout Parser) throws(Diagnostic) in try parser.expression() }
        height = max(height, valueHeight)
        value = try node(.index(value, index), from: value.range.lower)
      } else {
        break
      }
    }
    return value
  }

  private mutating func fieldName() -> Name {
    let range = token.range
    advance()
    return Name(source.text(in: range), at: range)
  }

  private mutating func primary() throws(Diagnostic) -> Expression {
    let start = token.range.lower
    height = 0
    switch token.kind {
    case .number(let number):
      guard number.isFinite else {
        throw error("this number is too large", at: token.range, hint: "the largest is about 1.8e308")
      }
      advance()
      return try node(.number(number), from: start)
    case .quote: return try node(.text(textParts()), from: start)
    case .word(let word): return try named(word)
    case .symbol("["): return try node(.list(elements(closing: "]")), from: start)
    case .symbol("("):
      var inner = try bracketed(closing: ")") { (parser: inout Parser) throws(Diagnostic) in try parser.expression() }
      inner.range = SourceRange(start, end)
      return inner
    default: throw unexpected()
    }
  }

  /// A name, `true`, `false`, or a call.
  private mutating func named(_ word: String) throws(Diagnostic) -> Expression {
    let range = token.range
    if let boolean = Bool(word) {
      advance()
      return try node(.boolean(boolean), from: range.lower)
    }
    guard !Reserved.words.contains(word) else {
      throw error("expected a value, not the word '\(word)'", at: range, hint: "put a text in quotes: \"\(word)\"")
    }
    advance()
    guard token.isSymbol("("), !token.isSpaced else { return try node(.name(word), from: range.lower) }
    return try node(.call(Name(word, at: range), elements(closing: ")")), from: range.lower)
  }

  /// Expressions separated by commas, up to a closing bracket.
  private mutating func elements(closing: String) throws(Diagnostic) -> [Expression] {
    try bracketed(closing: closing) { (parser: inout Parser) throws(Diagnostic) in
      var values = [Expression]()
      var tallest = 0
      while !parser.token.isSymbol(closing) {
        values.append(try parser.expression())
        tallest = max(tallest, parser.height)
        guard parser.take(",") else { break }
      }
      parser.height = tallest
      return values
    }
  }

  /// Reads what stands between brackets: there, line breaks and white space do not matter.
  mutating func bracketed<Content>(
    closing: String, _ content: (inout Parser) throws(Diagnostic) -> Content
  ) throws(Diagnostic) -> Content {
    let (opening, outer) = (token, (newlinesAreSpace, isTight, endsAtPath))
    (newlinesAreSpace, isTight, endsAtPath) = (true, false, false)
    advance()
    let result = try content(&self)
    guard token.isSymbol(closing) else { throw unclosed(opening, closing) }
    (newlinesAreSpace, isTight, endsAtPath) = outer
    advance()
    return result
  }

  private func unclosed(_ opening: Token, _ closing: String) -> Diagnostic {
    if token.kind == .end {
      return error("this \(opening.text) is never closed", at: opening.range, hint: "close it with '\(closing)'")
    }
    if case .unknown = token.kind { return unexpected() }
    let line = source.position(of: opening.range.lower)
    return error(
      "expected '\(closing)', not \(token.text)", at: token.range,
      notes: ["the \(opening.text) at \(line.line):\(line.column) is still open"])
  }

  /// An expression on top of those read last; refuses one so tall that walking it could exhaust the stack.
  private mutating func node(_ kind: Expression.Kind, from start: Int) throws(Diagnostic) -> Expression {
    height += 1
    try take(size: 1)
    guard height <= Self.deepest else {
      throw error("this expression has too many parts", at: token.range, hint: "compute parts of it with let first")
    }
    return Expression(kind, at: SourceRange(start, end))
  }
}
