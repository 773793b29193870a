/// Finds the declaration that a command's first words name.
struct Declarations {
  let commands: CommandSet
  let source: SourceText
  let isSyntax: Bool

  /// The declaration, and how many arguments belong to its name.
  func find(_ command: Command) throws(Diagnostic) -> (CommandDeclaration, Int) {
    let verb = command.verb.text
    let candidates = commands.beginning(with: verb)
    let word = Self.firstWord(command)
    var plain: CommandDeclaration?
    for declaration in candidates {
      for path in [declaration.path] + declaration.aliases where path.first == verb {
        if path.count == 1 { plain = declaration }
        if path.count == 2, let word, path[1] == Spelling.canonical(word.text) { return (declaration, 1) }
      }
    }
    if let plain { return (plain, 0) }
    throw candidates.isEmpty ? unknown(command.verb) : unknownForm(command, word, candidates)
  }

  /// The error for a command nobody knows; `names` are what else could have been meant.
  func unknown(_ verb: Name, names: [String] = []) -> Diagnostic {
    Diagnostic(
      "unknown command \(names.isEmpty ? "" : "or name ")'\(verb.text)'", in: source, at: verb.range,
      hint: "help lists the commands",
      suggestion: NearestName.of(verb.text, in: commands.verbs + Reserved.statements + names),
      isSyntax: isSyntax)
  }

  private static func firstWord(_ command: Command) -> Name? {
    guard let first = command.arguments.first, first.name == nil, case .word(let word, _) = first.value else {
      return nil
    }
    return word
  }

  private func unknownForm(_ command: Command, _ word: Name?, _ candidates: [CommandDeclaration]) -> Diagnostic {
    let verb = command.verb.text
    let noun = commands.noun(of: verb)
    let known = candidates.compactMap { $0.path.first == verb ? $0.path.last : nil }
    if let word, let noun {
      return Diagnostic.unknown(noun.one, word, in: source, known: known, plural: noun.many, isSyntax: isSyntax)
    }
    return Diagnostic(
      noun.map { "'\(verb)' needs the name of a \($0.one)" } ?? "'\(verb)' needs to know what: "
        + known.joined(separator: " or "),
      in: source, at: word?.range ?? command.verb.range, notes: noun.map { Diagnostic.listing($0.many, known) } ?? [],
      hint: candidates.first?.examples.first.map { "write it like this: \($0)" },
      suggestion: word.flatMap { NearestName.of($0.text, in: known) }, isSyntax: isSyntax)
  }
}

/// Gives the arguments of a matched command their values and checks them.
struct Binder {
  let evaluator: Evaluator
  let declaration: CommandDeclaration

  /// The value of one parameter's arguments.
  func value(of binding: Match.Binding) throws(Diagnostic) -> Value {
    var values = [Value]()
    for argument in binding.values { values.append(try value(of: argument, for: binding.parameter)) }
    let value = values.count == 1 ? values[0] : .list(values)
    guard let converted = binding.parameter.kind.converted(value) else {
      throw mismatch(binding.parameter, value, at: binding.range)
    }
    return converted
  }

  /// The path after `>`, with one of the endings the command can write.
  func path(of output: ArgumentValue) throws(Diagnostic) -> String {
    guard let kind = declaration.output else {
      throw evaluator.error(
        "'\(declaration.name)' writes no file, so no '>' can follow", at: output.range, hint: "remove '>' and the path")
    }
    let endings = kind.endings
    let parameter = ParameterDeclaration.positional(">", .path(endings: endings), "")
    guard case .text(let path) = try value(of: output, for: parameter), !path.isEmpty else {
      throw evaluator.error("'>' needs a path", at: output.range, hint: "write: > figures/name.\(endings[0])")
    }
    let file = path.split(separator: "/").last ?? ""
    let ending = file.lastIndex(of: ".").map { String(file[file.index(after: $0)...]).lowercased() } ?? ""
    guard endings.contains(ending) else {
      throw evaluator.error(
        ending.isEmpty ? "the path has no ending that names its format" : "unknown format '\(ending)'",
        at: output.range,
        notes: Diagnostic.listing("formats", endings.map { "." + $0 }), hint: "the path's ending picks the format")
    }
    return path
  }

  private func value(of argument: ArgumentValue, for parameter: ParameterDeclaration) throws(Diagnostic) -> Value {
    if case .seed = parameter.kind, let seed = UInt64(evaluator.source.text(in: argument.range)) {
      return Value(seed: seed)
    }
    switch argument {
    case .word(let word, let expression): return try value(of: word, expression, for: parameter)
    case .expression(let expression): return try value(of: expression, for: parameter)
    }
  }

  private func value(
    of word: Name, _ expression: Expression?, for parameter: ParameterDeclaration
  ) throws(Diagnostic) -> Value {
    let literal = Spelling.canonical(word.text)
    var kind = parameter.kind
    if case .or(let other, let word) = kind {
      if word == literal { return .text(literal) }
      kind = other
    }
    switch kind {
    case .topic: return .text(word.text)
    case .choice(let words) where words.contains(literal): return .text(literal)
    case .choices(let words) where words.contains(literal): return .text(literal)
    case .path, .text, .names, .name: return expression.flatMap(textVariable) ?? .text(word.text)
    default: break
    }
    if let expression, !isUnknownName(expression) { return try evaluator.evaluate(expression) }
    throw mismatch(parameter, .text(word.text), at: word.range, word: word)
  }

  private func value(of expression: Expression, for parameter: ParameterDeclaration) throws(Diagnostic) -> Value {
    if case .names = parameter.kind { return try names(expression) }
    guard case .choices(let words) = parameter.kind, case .list(let elements) = expression.kind else {
      return try evaluator.evaluate(expression)
    }
    var values = [Value]()
    for element in elements {
      if case .name(let name) = element.kind, words.contains(name) || isUnknownName(element) {
        values.append(try value(of: Name(name, at: element.range), nil, for: parameter))
      } else {
        values.append(try evaluator.evaluate(element))
      }
    }
    return .list(values)
  }

  /// Names are words that stand for themselves, or variables that hold texts.
  private func names(_ expression: Expression) throws(Diagnostic) -> Value {
    switch expression.kind {
    case .name(let name): return textVariable(expression) ?? .text(name)
    case .list(let elements):
      var values = [Value]()
      for element in elements { values.append(try names(element)) }
      return .list(values)
    default: return try evaluator.evaluate(expression)
    }
  }

  /// The text that a name stands for. A name for anything else is a word: `dir=data` is a folder, not the loaded data.
  private func textVariable(_ expression: Expression) -> Value? {
    guard case .name(let name) = expression.kind, case .text(let text)? = evaluator.value(name) else { return nil }
    return .text(text)
  }

  private func isUnknownName(_ expression: Expression) -> Bool {
    guard case .name(let name) = expression.kind, evaluator.value(name) == nil else { return false }
    return !evaluator.names().contains { $0.prefix { $0 != "." } == name }
  }

  /// The error for a value that a parameter does not take.
  private func mismatch(
    _ parameter: ParameterDeclaration, _ value: Value, at range: SourceRange, word: Name? = nil
  ) -> Diagnostic {
    if case .text(let text) = value, parameter.kind.isChoice { return notAmong(parameter, text, at: range) }
    let given =
      switch value {
      case _ where word != nil: "the word '\(word?.text.shortened ?? "")'"
      case .record, .table, .nothing: value.kindName
      default: value.quotedText.shortened
      }
    let unit = parameter.unit.map { " (\($0))" } ?? ""
    return evaluator.error(
      "'\(parameter.name)' needs \(parameter.kind.text)\(unit), not \(given)", at: range,
      notes: ["\(parameter.name): \(parameter.summary)" + (parameter.defaultText.map { "; default: \($0)" } ?? "")],
      hint: parameter.isRequired ? declaration.examples.first.map { "write it like this: \($0)" } : nil)
  }

  /// The error for a word that is none of those a parameter takes.
  private func notAmong(_ parameter: ParameterDeclaration, _ text: String, at range: SourceRange) -> Diagnostic {
    let words = parameter.kind.words
    return Diagnostic(
      "'\(parameter.name)' cannot be '\(text.shortened)'", in: evaluator.source, at: range,
      notes: Diagnostic.listing("it can be", words), suggestion: NearestName.of(text, in: words),
      isSyntax: evaluator.isSyntax)
  }
}
