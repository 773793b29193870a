extension Checker {
  mutating func check(_ command: Command) {
    if let parameters = definitions[command.verb.text] {
      checkCount(command, parameters)
      return checkExpressions(command.arguments.map(\.value), nil)
    }
    let isKnown = commands.isVerb(command.verb.text)
    if !isKnown, isOpen { return }
    do throws(Diagnostic) {
      let match = try Matcher.match(command, commands, in: source, isSyntax: true)
      let count = errors.count
      if let sweep = command.sweep { check(sweep, at: command.verb) }
      for binding in match.bindings { checkExpressions(binding.values, binding.parameter.kind) }
      checkExpressions(match.output.map { [$0] } ?? [], nil)
      if errors.count == count { checkConstants(match) }
    } catch {
      errors.append(isKnown ? error : unknown(command.verb))
    }
  }

  private mutating func check(_ sweep: Sweep, at verb: Name) {
    sweep.axes.forEach { check($0.values) }
    guard sweep.body.contains(where: \.sweeps) else { return }
    errors.append(
      Diagnostic(
        "a sweep within a sweep", in: source, at: verb.range,
        hint: "name all settings in one: sweep a in [1, 2] b in [3, 4] { … }", isSyntax: true))
  }

  private func unknown(_ verb: Name) -> Diagnostic {
    var error = Declarations(commands: commands, source: source, isSyntax: true).unknown(verb)
    error.suggestion =
      error.suggestion ?? NearestName.of(verb.text, in: definitions.keys.sorted())
    return error
  }

  /// Checks the expressions among arguments; the names in a list of literal words are none.
  private mutating func checkExpressions(_ arguments: [ArgumentValue], _ kind: ParameterKind?) {
    for case .expression(let expression) in arguments {
      if case .choices? = kind, case .list = expression.kind { continue }
      if case .names? = kind { continue }
      check(expression)
    }
  }

  /// Checks the values that are known before anything runs.
  private mutating func checkConstants(_ match: Match) {
    let names = suggestions
    let evaluator = Evaluator(source: source, commands: commands, value: { _ in nil }, names: { names }, isSyntax: true)
    let binder = Binder(evaluator: evaluator, declaration: match.declaration)
    for binding in match.bindings {
      let words = binding.parameter.kind.words
      guard binding.values.allSatisfy({ isConstant($0, words) }) else { continue }
      record { () throws(Diagnostic) in _ = try binder.value(of: binding) }
    }
    guard let output = match.output, isConstant(output, []) else { return }
    record { () throws(Diagnostic) in _ = try binder.path(of: output) }
  }

  /// Whether an argument says its value itself: nothing in it could stand for a variable.
  private func isConstant(_ argument: ArgumentValue, _ words: [String]) -> Bool {
    switch argument {
    case .word(_, nil): true
    case .word(_, let expression?), .expression(let expression): isConstant(expression, words)
    }
  }

  private func isConstant(_ expression: Expression, _ words: [String]) -> Bool {
    if case .name(let name) = expression.kind { return words.contains(name) || !isOpen && !names.contains(name) }
    return expression.children.allSatisfy { isConstant($0, words) }
  }
}

extension Statement {
  /// Whether there is a sweep in it.
  fileprivate var sweeps: Bool {
    switch kind {
    case .command(let command), .let(_, .command(let command)): command.sweep != nil
    default: kind.blocks.contains { $0.contains(where: \.sweeps) }
    }
  }
}
