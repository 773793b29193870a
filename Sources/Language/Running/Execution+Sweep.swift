extension Execution {
  /// The values of a sweep's settings, with the variables and definitions that its block can use.
  func plan(_ sweep: Sweep?) throws(Diagnostic) -> SweepPlan? {
    guard let sweep else { return nil }
    var axes: [SweepPlan.Axis] = []
    for axis in sweep.axes { axes.append(SweepPlan.Axis(name: axis.name.text, values: try values(of: axis))) }
    let names = Set(axes.map(\.name))
    var variables = interpreter.globals
    for (name, value) in interpreter.locals.last?.all ?? [] { variables[name] = value }
    let lets = variables.all.compactMap { name, value in
      names.contains(name) ? nil : value.literal.map { "let \(name) = \($0)" }
    }
    return SweepPlan(
      axes: axes, preamble: definitionLines + lets, goesOnFromModel: needsModel(sweep.body, []) ?? false,
      body: sweep.body)
  }

  private func values(of axis: Sweep.Axis) throws(Diagnostic) -> [Value] {
    let values: [Value]
    switch try evaluator.evaluate(axis.values) {
    case .list(let list): values = list
    case .range(let range): values = (0..<range.count).map { .number(range[$0]) }
    case let value:
      throw evaluator.error(
        "a sweep needs a list or a range of values, not \(value.kindName)", at: axis.values.range,
        hint: "write: sweep \(axis.name.text) in [1, 2] { … }")
    }
    guard !values.isEmpty, let odd = values.first(where: { $0.literal == nil }) else {
      if values.isEmpty {
        throw evaluator.error(
          "there are no values to sweep over", at: axis.values.range, hint: "name one value or more, in brackets")
      }
      return values
    }
    throw evaluator.error(
      "a sweep cannot write down \(odd.kindName)", at: axis.values.range, hint: "sweep over numbers, texts or lists")
  }

  private var definitionLines: [String] {
    interpreter.definitionNames.compactMap { name in
      interpreter.definitions[name].map { definition in
        let nowhere = SourceRange(0, 0)
        let parameters = definition.parameters.map { Name($0, at: nowhere) }
        return SyntaxPrinter.line(
          Statement(.define(Name(name, at: nowhere), parameters: parameters, definition.body), at: nowhere),
          definitions: interpreter.definitionNames)
      }
    }
  }

  /// Whether the first statement that has to do with a model needs one or makes one; nil where none has.
  private func needsModel(_ block: Block, _ callers: Set<String>) -> Bool? {
    for statement in block {
      let needs: Bool? =
        switch statement.kind {
        case .command(let command), .let(_, .command(let command)): needsModel(command, callers)
        case .expression(let value): needsModel(value, callers)
        default: statement.kind.blocks.lazy.compactMap { needsModel($0, callers) }.first
        }
      if let needs { return needs }
    }
    return nil
  }

  private func needsModel(_ value: Expression, _ callers: Set<String>) -> Bool? {
    guard case .name(let name) = value.kind else { return nil }
    return needsModel(Command(verb: Name(name, at: value.range)), callers)
  }

  private func needsModel(_ command: Command, _ callers: Set<String>) -> Bool? {
    let verb = command.verb.text
    if let definition = interpreter.definitions[verb] {
      return callers.contains(verb) ? nil : needsModel(definition.body, callers.union([verb]))
    }
    if verb == "model" || verb == "open" { return false }
    let match = try? Matcher.match(command, in: source, isSyntax: false)
    return match?.declaration.needs.contains(.model) == true ? true : nil
  }
}
