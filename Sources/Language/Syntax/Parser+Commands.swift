extension Parser {
  /// A command: its verb, its arguments, and the path its result goes to.
  mutating func command() throws(Diagnostic) -> Command {
    if let form = commands.blockForm(of: source.text(in: token.range)) { return try repeatedBlock(form: form) }
    var command = Command(verb: Name(source.text(in: token.range), at: token.range))
    advance()
    while !token.endsStatement {
      if take(",") { continue }
      if token.isSymbol(">") {
        guard command.output == nil else {
          throw error("the path after '>' is given twice", at: token.range, hint: "give it once")
        }
        command.output = try outputPath()
      } else {
        command.arguments.append(try argument())
      }
    }
    return command
  }

  mutating func outputPath() throws(Diagnostic) -> ArgumentValue {
    let sign = token.range
    advance()
    guard !token.endsStatement else {
      throw error("expected a path after '>'", at: sign, hint: "write: > figures/name.png")
    }
    return try argumentValue()
  }

  mutating func argument() throws(Diagnostic) -> Argument {
    guard case .word(let word) = token.kind, following.isSymbol("=") else { return Argument(try argumentValue()) }
    let name = Name(word, at: token.range)
    advance()
    let sign = token.range
    advance()
    guard !token.endsStatement, !token.isSymbol(">") else {
      throw error("'\(word)=' has no value", at: name.range.joined(sign), hint: "write the value after '=': \(word)=…")
    }
    return Argument(name: name, try argumentValue())
  }

  /// A bare word, or an expression without white space outside its brackets.
  private mutating func argumentValue() throws(Diagnostic) -> ArgumentValue {
    if token.isSymbol("=") {
      throw error(
        "'=' without the name of an option before it", at: token.range,
        hint: "options are written name=value; compare with ==")
    }
    let start = token.range.lower
    let wordEnd = lexer.bareWordEnd(from: start)
    if token.isSymbol("-"), wordEnd < lexer.bytes.count, lexer.bytes[wordEnd] == UInt8(ascii: "=") {
      let word = lexer.text(start, wordEnd).drop { $0 == "-" }
      throw error("options are written without dashes", at: SourceRange(start, wordEnd), hint: "write: \(word)=…")
    }
    guard wordEnd > start else { return .expression(try argumentExpression()) }
    let before = self
    var expression: Expression?
    do throws(Diagnostic) {
      expression = try argumentExpression()
    } catch {
      // A number right before a bracket or a comparison is no word that another argument follows.
      if beginsLikeNumber(start), isJoined(wordEnd) { throw error }
    }
    if let expression, end > wordEnd || end == wordEnd && beginsLikeNumber(start) { return .expression(expression) }
    let isWhole = end == wordEnd
    self = before
    move(to: wordEnd)
    let word = Name(lexer.text(start, wordEnd), at: SourceRange(start, wordEnd))
    return .word(word, expression: isWhole ? expression : nil)
  }

  /// Whether what follows a word belongs to it: no white space, separator or comma.
  private func isJoined(_ wordEnd: Int) -> Bool {
    wordEnd < lexer.bytes.count && "([{\"<>=".utf8.contains(lexer.bytes[wordEnd])
  }

  private func beginsLikeNumber(_ start: Int) -> Bool {
    var start = start
    while lexer.bytes[start] == UInt8(ascii: "-"), start + 1 < lexer.bytes.count { start += 1 }
    if case .number = lexer.token(at: start, newlinesAreSpace: false).kind { return true }
    return false
  }

  private mutating func argumentExpression() throws(Diagnostic) -> Expression {
    isTight = true
    defer { isTight = false }
    return try operation(.range)
  }
}
