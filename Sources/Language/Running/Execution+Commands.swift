extension Execution {
  /// Performs a command and gives its value, the path where that went instead of being shown, and whether the command's
  /// own statements have shown their values: those of a definition, a script or a cell.
  func perform(_ command: Command, _ statement: Statement) throws -> (value: Value, path: String?, isShown: Bool) {
    if let definition = interpreter.definitions[command.verb.text] { return (try call(definition, command), nil, true) }
    let call = try bind(command, statement.range)
    if let own = OwnCommand.named(call.name) {
      let value = try explained(call) { try own.perform(call, statement, self) }
      return (value, nil, own.showsStatements)
    }
    let value = try explained(call) { try performed(call) }
    return (value, value.isFigure ? nil : call.output, false)
  }

  private func performed(_ call: Call) throws -> Value {
    do {
      let outcome = try interpreter.host.perform(call)
      note(call, outcome.replay)
      if outcome.hasFailures { interpreter.hasFailed = true }
      return outcome.value
    } catch let unfinished as Unfinished {
      var call = call
      call.output = nil
      note(call, unfinished.replay, succeeded: false)
      throw unfinished.error
    } catch {
      note(call, .by(nil), succeeded: false)
      throw error
    }
  }

  private func bind(_ command: Command, _ range: SourceRange) throws(Diagnostic) -> Call {
    let match = try Matcher.match(command, interpreter.commands, in: source, isSyntax: false)
    let binder = Binder(evaluator: evaluator, declaration: match.declaration)
    var call = Call(
      declaration: match.declaration, arguments: [:], output: nil, force: false, source: source, range: range,
      pathRange: match.pathRange, argumentRanges: [:], past: interpreter.past, commands: interpreter.commands)
    for binding in match.bindings {
      let value = try binder.value(of: binding)
      call.argumentRanges[binding.parameter.name] = binding.range
      if binding.parameter.name == CommandDeclaration.force.name {
        call.force = value == .boolean(true)
      } else {
        call.arguments[binding.parameter.name] = value
      }
    }
    if let output = match.output {
      call.output = try binder.path(of: output)
      call.argumentRanges["output"] = output.range
    }
    call.sweep = try plan(command.sweep)
    return call
  }

  /// Runs `body` and turns what it throws into a message with the place it is about.
  func explained(_ call: Call, _ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let error as CommandError {
      throw diagnostic(error, call)
    } catch {
      let isKnown = error is Diagnostic || error is Diagnostics || error is Quit || error is Interrupted
      throw isKnown ? error : diagnostic(CommandError("\(error)"), call)
    }
  }

  private func diagnostic(_ error: CommandError, _ call: Call) -> Diagnostic {
    let range = error.argument.flatMap { call.argumentRanges[$0] } ?? call.pathRange
    let written = error.argument.flatMap { call.arguments[$0]?.text } ?? source.text(in: range)
    return Diagnostic(
      error.message, in: source, at: range, notes: Diagnostic.listing("known", error.known), hint: error.hint,
      suggestion: NearestName.of(written, in: error.known))
  }
}

extension Execution {
  /// Runs a command that `define` made, with its parameters as variables of its own.
  func call(_ definition: Definition, _ command: Command) throws -> Value {
    guard interpreter.level < Self.deepest else {
      throw evaluator.error(
        "scripts and definitions call one another too deeply", at: command.verb.range,
        hint: "does '\(definition.name)' call itself without an end?")
    }
    try Definition.checkCount(command, definition.parameters, in: source, isSyntax: false)
    var frame = Variables()
    for (parameter, argument) in zip(definition.parameters, command.arguments) {
      frame[parameter] = try value(of: argument.value)
    }
    interpreter.locals.append(frame)
    defer { interpreter.locals.removeLast() }
    let inner = Execution(interpreter: interpreter, source: definition.source, report: report)
    return try inner.run(definition.body)
  }

  /// The value of an argument: a variable or computation if it is one, else the word as a text.
  private func value(of argument: ArgumentValue) throws(Diagnostic) -> Value {
    switch argument {
    case .expression(let expression): return try evaluator.evaluate(expression)
    case .word(let word, nil): return .text(word.text)
    case .word(let word, let expression?):
      if case .name(let name) = expression.kind, interpreter.value(of: name) == nil { return .text(word.text) }
      return try evaluator.evaluate(expression)
    }
  }
}

extension Definition {
  /// Throws if a command does not have one plain argument for each parameter.
  static func checkCount(
    _ command: Command, _ parameters: [String], in source: SourceText, isSyntax: Bool
  ) throws(Diagnostic) {
    let form = ([command.verb.text] + parameters).joined(separator: " ")
    if let option = command.arguments.first(where: { $0.name != nil }) {
      throw Diagnostic(
        "'\(command.verb.text)' takes its values in order, without names", in: source, at: option.range,
        hint: "write it like this: \(form)", isSyntax: isSyntax)
    }
    if let output = command.output {
      throw Diagnostic(
        "'\(command.verb.text)' writes no file, so no '>' can follow", in: source, at: output.range,
        hint: "put '>' after a command inside its definition", isSyntax: isSyntax)
    }
    guard command.arguments.count != parameters.count else { return }
    let count = "\(parameters.count) \(parameters.count == 1 ? "value" : "values")"
    throw Diagnostic(
      "'\(command.verb.text)' takes \(count), not \(command.arguments.count)", in: source, at: command.range,
      hint: "write it like this: \(form)", isSyntax: isSyntax)
  }
}

extension Execution {
  /// Checks an expectation. One that does not hold is an error that shows both sides.
  func expect(_ condition: Expression, _ message: Expression?) throws(Diagnostic) {
    guard try !evaluator.boolean(condition, "expect") else { return }
    let reason = if let message { try evaluator.evaluate(message).text } else { source.text(in: condition.range) }
    throw evaluator.error("expectation not met: \(reason)", at: condition.range, notes: sides(condition))
  }

  /// What the condition compared, a line each: `a.purity is 0.93`. Literals show their values already.
  private func sides(_ condition: Expression) -> [String] {
    switch condition.kind {
    case .binary(.and, let left, let right), .binary(.or, let left, let right): sides(left) + sides(right)
    case .binary(let binary, let left, let right) where binary.precedence == .comparison:
      [left, right].compactMap(shown)
    case .unary(.not, let operand): sides(operand)
    default: [condition].compactMap(shown)
    }
  }

  private func shown(_ side: Expression) -> String? {
    guard !side.isLiteral, let value = try? evaluator.evaluate(side) else { return nil }
    return "\(source.text(in: side.range).shortened) is \(value.quotedText.shortened)"
  }
}

extension Expression {
  /// Whether the source shows its value already.
  fileprivate var isLiteral: Bool {
    switch kind {
    case .number, .boolean: true
    default: false
    }
  }
}

/// Something that the program depends on, as `doctor` found it.
public struct Check: Sendable, Equatable {
  /// What was looked at.
  public var what: String
  /// What was found.
  public var found: String
  /// What to do; nil if all is well.
  public var advice: String?

  /// Creates a check.
  public init(_ what: String, _ found: String, advice: String? = nil) {
    self.what = what
    self.found = found
    self.advice = advice
  }
}
