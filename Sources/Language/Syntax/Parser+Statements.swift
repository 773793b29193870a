extension Parser {
  mutating func statement() throws(Diagnostic) -> Statement {
    let start = token.range.lower
    let kind = try statementKind()
    return Statement(kind, at: SourceRange(start, max(start, end)))
  }

  private mutating func statementKind() throws(Diagnostic) -> Statement.Kind {
    guard case .word(let word) = token.kind else { return .expression(try expression()) }
    switch word {
    case "let": return try letStatement()
    case "for": return try forStatement()
    case "repeat": return try repeatStatement()
    case "if": return try ifStatement()
    case "define": return try defineStatement()
    case "expect": return try expectStatement()
    case "print": return try printStatement()
    case "else": throw error("'else' without 'if'", at: token.range, hint: "write: if a > 1 { … } else { … }")
    default: break
    }
    if following.isSymbol("="), !Reserved.words.contains(word) { throw assignment(to: word) }
    return startsCommand(word) ? .command(try command()) : .expression(try expression())
  }

  /// The error for `name = value` without `let`.
  private func assignment(to word: String) -> Diagnostic {
    guard commands.isVerb(word) else {
      return error("a variable is set with let", at: token.range, hint: "write: let \(word) = …")
    }
    return error(
      "'\(word)' is a command, so it cannot be set", at: token.range,
      hint: "write the command: \(commands.beginning(with: word).first?.examples.first ?? word)")
  }

  /// Whether a statement that begins with the current word is a command rather than an expression.
  private func startsCommand(_ word: String) -> Bool {
    let next = following
    if Reserved.words.contains(word) { return false }
    if !next.isSpaced, [".", "(", "["].contains(where: next.isSymbol) { return false }
    if commands.isVerb(word) || definitions.contains(word) { return true }
    switch next.kind {
    case .word(let word): return !["and", "or", "in"].contains(word)
    case .number, .quote: return true
    default: return next.isSymbol("(") || next.isSymbol("[")
    }
  }

  private mutating func letStatement() throws(Diagnostic) -> Statement.Kind {
    advance()
    let name = try newName("the name of a variable", example: "let a = 1")
    guard take("=") else {
      throw error(
        "expected '=' after '\(name.text)', not \(token.text)", at: token.range, hint: "write: let \(name.text) = …")
    }
    if case .word(let word) = token.kind, startsCommand(word) { return .let(name, .command(try command())) }
    return .let(name, .expression(try expression()))
  }

  private mutating func forStatement() throws(Diagnostic) -> Statement.Kind {
    advance()
    let example = "for k in 0..<3 { … }"
    let name = try newName("the name of a loop variable", example: example)
    guard token.isWord("in") else {
      throw error("expected 'in' after '\(name.text)', not \(token.text)", at: token.range, hint: "write: \(example)")
    }
    advance()
    let values = try expression()
    return .for(name, in: values, try block())
  }

  private mutating func repeatStatement() throws(Diagnostic) -> Statement.Kind {
    advance()
    let count = try expression()
    return .repeat(count, try block())
  }

  private mutating func ifStatement() throws(Diagnostic) -> Statement.Kind {
    try enter()
    defer { depth -= 1 }
    advance()
    let condition = try expression()
    let then = try block()
    guard takeElse() else { return .if(condition, then: then, else: nil) }
    guard token.isWord("if") else { return .if(condition, then: then, else: try block()) }
    let start = token.range.lower
    let nested = try ifStatement()
    return .if(condition, then: then, else: [Statement(nested, at: SourceRange(start, end))])
  }

  /// Reads `else` where it comes next, on this line or after line breaks.
  private mutating func takeElse() -> Bool {
    let next = lexer.token(at: end, newlinesAreSpace: true)
    guard next.isWord("else") else { return false }
    move(to: next.range.upper)
    return true
  }

  private mutating func defineStatement() throws(Diagnostic) -> Statement.Kind {
    advance()
    let example = "define probe k { sample component k }"
    let name = try newName("the name of a new command", example: example)
    var parameters = [Name]()
    while case .word = token.kind {
      let parameter = try newName("the name of a parameter", example: example)
      guard !parameters.contains(parameter) else {
        throw error(
          "the parameter '\(parameter.text)' is named twice", at: parameter.range, hint: "give each its own name")
      }
      parameters.append(parameter)
    }
    definitions.insert(name.text)
    return .define(name, parameters: parameters, try block())
  }

  private mutating func expectStatement() throws(Diagnostic) -> Statement.Kind {
    advance()
    let condition = try expression()
    return .expect(condition, message: take(",") ? try expression() : nil)
  }

  private mutating func printStatement() throws(Diagnostic) -> Statement.Kind {
    advance()
    endsAtPath = true
    defer { endsAtPath = false }
    var values = [try expression()]
    while take(",") || !token.endsStatement && startsValue { values.append(try expression()) }
    guard token.isSymbol(">") else { return .print(values, to: nil) }
    var target = PrintTarget(path: try outputPath(), force: false)
    if token.isWord(CommandDeclaration.force.name) {
      let name = token.range
      guard let force = try argument().value.boolean else {
        throw error("force is true or false", at: name, hint: "write: force=true")
      }
      target.force = force
    }
    return .print(values, to: target)
  }

  /// Whether the next token is a `>` with the path of a table behind it; any other is a comparison.
  var isBeforeTablePath: Bool {
    guard token.isSymbol(">") else { return false }
    let start = following.range.lower, isQuoted = following.kind == .quote
    let end =
      isQuoted ? TextScanner(lexer.bytes).scan(from: following.range.upper).end - 1 : lexer.bareWordEnd(from: start)
    guard end > start else { return false }
    let path = lexer.text(isQuoted ? start + 1 : start, end).lowercased()
    return OutputKind.table.endings.contains { path.hasSuffix("." + $0) }
  }

  private var startsValue: Bool {
    switch token.kind {
    case .word, .number, .quote: true
    default: token.isSymbol("(") || token.isSymbol("[")
    }
  }

  /// The statements between braces.
  mutating func block() throws(Diagnostic) -> Block {
    guard token.isSymbol("{") else {
      if ["=", "..", ")", "]"].contains(where: token.isSymbol) { throw trailing() }
      throw error("expected '{', not \(token.text)", at: token.range, hint: "a block stands in braces: { … }")
    }
    try enter()
    defer { depth -= 1 }
    let opening = token.range
    advance()
    let statements = statements(inside: opening)
    _ = take("}")
    return statements
  }

  /// Goes one level deeper.
  mutating func enter() throws(Diagnostic) {
    guard depth < Self.deepest else {
      isTooDeep = true
      throw error(
        "this is nested more than \(Self.deepest) levels deep", at: token.range,
        hint: "name parts of it with let or define")
    }
    depth += 1
  }
}

extension Parser {
  /// `VERB NAME in EXPRESSION … OPTION=VALUE … { … } > PATH`; `form` shows how it is written.
  mutating func repeatedBlock(form: String) throws(Diagnostic) -> Command {
    var command = Command(verb: Name(source.text(in: token.range), at: token.range))
    advance()
    let axes = try sweepAxes(form: form)
    while !token.endsStatement, !token.isSymbol("{"), !token.isSymbol(">") {
      if !take(",") { command.arguments.append(try argument()) }
    }
    guard token.isSymbol("{") else {
      throw error(
        "expected '{' and the statements to repeat, not \(token.text)", at: token.range,
        hint: "write it like this: \(form)")
    }
    command.sweep = Sweep(axes: axes, body: try block())
    if token.isSymbol(">") { command.output = try outputPath() }
    return command
  }

  private mutating func sweepAxes(form: String) throws(Diagnostic) -> [Sweep.Axis] {
    var axes: [Sweep.Axis] = []
    while case .word = token.kind, following.isWord("in") {
      let name = try newName("the name of a setting", example: form)
      guard !axes.contains(where: { $0.name == name }) else {
        throw error("'\(name.text)' is named twice", at: name.range, hint: "give all its values in one list")
      }
      advance()
      axes.append(Sweep.Axis(name: name, values: try expression()))
      _ = take(",")
    }
    return axes
  }
}

extension ArgumentValue {
  /// Whether it says true or false; nil if it says anything else.
  fileprivate var boolean: Bool? {
    switch self {
    case .word(_, let value?), .expression(let value):
      if case .boolean(let boolean) = value.kind { boolean } else { nil }
    case .word(_, nil): nil
    }
  }
}
