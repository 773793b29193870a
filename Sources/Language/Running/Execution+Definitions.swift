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

  /// The value of an argument: a variable or computation where it is one, else the word as a text.
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
  /// Throws where a command does not have one plain argument for each parameter.
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
