/// One source text being run.
struct Execution {
  /// The level beyond which no script or definition begins, so that no recursion can exhaust the stack.
  static let deepest = 150

  let interpreter: Interpreter
  let source: SourceText
  let report: Interpreter.Report

  var evaluator: Evaluator {
    Evaluator(
      source: source, commands: interpreter.commands, value: { [interpreter] in interpreter.value(of: $0) },
      names: { [interpreter] in interpreter.allNames })
  }

  /// Runs statements in order; gives the value of the last one.
  func run(_ block: Block) throws -> Value {
    interpreter.level += 1
    defer { interpreter.level -= 1 }
    var last = Value.nothing
    for statement in block {
      try stopIfInterrupted()
      last = try run(statement)
    }
    return last
  }

  private func stopIfInterrupted() throws {
    if interpreter.isInterrupted() { throw Interrupted() }
  }

  private func run(_ statement: Statement) throws -> Value {
    switch statement.kind {
    case .let(let name, _) where isAtTop && interpreter.given.remove(name.text) != nil:
      interpreter.trace?.isPassedOver = true
      interpreter.unused.remove(name.text)
      return .nothing
    case .let(let name, .expression(let expression)):
      interpreter.set(name.text, to: try evaluator.evaluate(expression))
      noteSet(name.text)
      return .nothing
    case .let(let name, .command(let command)):
      let value = try shown(statement, command)
      interpreter.set(name.text, to: value)
      noteNamed(name.text, value)
      return .nothing
    case .for(let name, in: let values, let body): return try loop(name, values, body)
    case .repeat(let count, let body): return try repeated(count, body)
    case .if(let condition, let then, let other):
      return try run(evaluator.boolean(condition, "if") ? then : other ?? [])
    case .define(let name, let parameters, let body):
      interpreter.trace?.note(interpreter.line(statement))
      interpreter.changes += 1
      let place = interpreter.definitions[name.text]?.place ?? interpreter.definitions.count
      interpreter.definitions[name.text] = Definition(
        name: name.text, parameters: parameters.map(\.text), body: body, source: source, place: place)
      return .nothing
    case .expect(let condition, let message):
      try expect(condition, message)
      return .nothing
    case .print(let values, to: nil): return try shown(statement, printed(values))
    case .print(let values, let target?): return try written(statement, values, to: target)
    case .command(let command): return try shown(statement, command)
    case .expression(let expression): return try value(of: expression, statement)
    }
  }

  /// Whether the statement being run stands outside of blocks and definitions.
  private var isAtTop: Bool {
    interpreter.locals.isEmpty && interpreter.trace.map { interpreter.level == $0.level + 1 } == true
  }

  private func shown(_ statement: Statement, _ value: Value) throws -> Value {
    noteShown(statement, value)
    if value != .nothing { try tell(statement, value) }
    return value
  }

  /// Reports a value, and keeps it with what its statement showed.
  private func tell(_ statement: Statement, _ value: Value) throws {
    interpreter.trace?.keep([value])
    try report(statement, value)
  }

  /// Performs a command and shows its value, or the path that was written in its place; nothing if the command's own
  /// statements have shown their values, those of a definition, a script or a cell.
  private func shown(_ statement: Statement, _ command: Command) throws -> Value {
    let (value, path, isShown) = try perform(command, statement)
    if isShown { return value }
    if let path {
      try tell(statement, .record(Record(kind: "file", fields: [.init("path", .text(path))])))
    } else if value != .nothing {
      try tell(statement, value)
    }
    return value
  }

  /// The value of an expression that stands alone: a name alone can be a definition without parameters.
  private func value(of expression: Expression, _ statement: Statement) throws -> Value {
    if case .name(let name) = expression.kind, interpreter.value(of: name) == nil, interpreter.definitions[name] != nil
    {
      return try shown(statement, Command(verb: Name(name, at: expression.range)))
    }
    return try shown(statement, evaluator.evaluate(expression))
  }

  /// Writes values in place of showing them, several as a list.
  private func written(_ statement: Statement, _ expressions: [Expression], to target: PrintTarget) throws -> Value {
    let values = try evaluator.evaluateAll(expressions), value = values.count == 1 ? values[0] : .list(values)
    let path = try Binder(evaluator: evaluator, declaration: .print).path(of: target.path)
    do {
      try interpreter.host.write(value, to: path, force: target.force)
    } catch let error as CommandError {
      throw evaluator.error(error.message, at: target.path.range, hint: error.hint)
    }
    noteShown(statement, value)
    try tell(statement, .record(Record(kind: "file", fields: [.init("path", .text(path))])))
    return value
  }

  private func printed(_ expressions: [Expression]) throws -> Value {
    let values = try evaluator.evaluateAll(expressions)
    return values.count == 1 ? values[0] : .text(values.map(\.text).joined(separator: " "))
  }

  /// Runs a block once for each value. The loop's variable ends with the loop: what had its name has it again.
  private func loop(_ name: Name, _ expression: Expression, _ body: Block) throws -> Value {
    let values = try evaluator.evaluate(expression), outer = interpreter.own(name.text)
    var last = Value.nothing
    func turn(_ value: Value) throws {
      try stopIfInterrupted()
      interpreter.set(name.text, to: value)
      let isNoted = noteTurn(name.text, value)
      defer { if isNoted { interpreter.trace?.closeTurn() } }
      last = try run(body)
    }
    defer { interpreter.end(name.text, before: outer) }
    switch values {
    case .list(let values): for value in values { try turn(value) }
    case .range(let range): for index in 0..<range.count { try turn(.number(range[index])) }
    case .table(let table): for index in table.rows.indices { try turn(.record(table.row(index))) }
    case let value:
      throw evaluator.error(
        "'for' needs a range, a list or a table, not \(value.kindName)", at: expression.range,
        hint: "write: for \(name.text) in 0..<\(value.wholeNumber.map { max($0, 0) } ?? 10) { … }")
    }
    return last
  }

  private func repeated(_ expression: Expression, _ body: Block) throws -> Value {
    let value = try evaluator.evaluate(expression)
    guard let count = value.wholeNumber, count >= 0 else {
      throw evaluator.error(
        "'repeat' needs a whole number that is not negative, not \(value.quotedText.shortened)", at: expression.range,
        hint: "write: repeat 3 { … }")
    }
    var last = Value.nothing
    for _ in 0..<count {
      try stopIfInterrupted()
      last = try run(body)
    }
    return last
  }
}

extension CommandDeclaration {
  /// What `print` is, for the path behind it.
  fileprivate static let print = CommandDeclaration("print", summary: "", returns: "a value", examples: [])
}
