/// A command's arguments laid on the parameters of its declaration, before any of them has a value.
struct Match {
  /// The arguments of one parameter.
  struct Binding {
    var parameter: ParameterDeclaration
    var values: [ArgumentValue]
    var range: SourceRange
  }

  var declaration: CommandDeclaration
  var pathRange: SourceRange
  var bindings: [Binding] = []
  var output: ArgumentValue?
}

/// Finds the declaration of a command and lays its arguments on the parameters.
struct Matcher {
  let source: SourceText
  let isSyntax: Bool
  private(set) var match: Match
  /// The positional parameters not given yet.
  private var waiting: ArraySlice<ParameterDeclaration>
  /// Words that mean nothing after the last positional argument.
  private var noise: [String] = []

  /// The match of a command. Throws what is wrong with its words: the values are not looked at.
  static func match(_ command: Command, _ commands: CommandSet, in source: SourceText, isSyntax: Bool)
    throws(Diagnostic) -> Match
  {
    let (declaration, count) = try Declarations(commands: commands, source: source, isSyntax: isSyntax).find(command)
    var matcher = Matcher(declaration, command, count, source, isSyntax)
    try matcher.answerQuestion(command)
    for argument in command.arguments.dropFirst(count) {
      if let name = argument.name {
        try matcher.bindOption(name, argument)
      } else {
        try matcher.bindPositional(argument.value)
      }
    }
    try matcher.refuseMissing(command)
    return matcher.match
  }

  private init(
    _ declaration: CommandDeclaration, _ command: Command, _ count: Int, _ source: SourceText, _ isSyntax: Bool
  ) {
    self.source = source
    self.isSyntax = isSyntax
    let end = count == 0 ? command.verb.range : command.arguments[count - 1].range
    match = Match(declaration: declaration, pathRange: command.verb.range.joined(end), output: command.output)
    waiting = declaration.parameters.filter(\.isPositional)[...]
  }

  /// Tells how help is asked for where somebody asks as elsewhere: `train?`, `train --help`.
  private func answerQuestion(_ command: Command) throws(Diagnostic) {
    let questions = ["?", "--help", "-h", "-help"]
    guard let last = command.arguments.last, last.name == nil, case .word(let word, _) = last.value,
      questions.contains(word.text)
    else { return }
    throw error(
      "'\(word.text)' asks for nothing here", at: word.range, hint: "help \(match.declaration.name) explains it")
  }

  private mutating func bindOption(_ name: Name, _ argument: Argument) throws(Diagnostic) {
    let word = Spelling.canonical(name.text)
    guard let parameter = match.declaration.parameterOrForce(named: word) else {
      let known = match.declaration.parameters.map(\.name)
      throw Diagnostic.unknown(
        "option", name, in: source, known: known, plural: "options of '\(match.declaration.name)'",
        hint: known.isEmpty ? "'\(match.declaration.name)' takes no options" : nil, isSyntax: isSyntax)
    }
    guard !match.bindings.contains(where: { $0.parameter.place == parameter.place }) else {
      throw error("'\(parameter.place)' is given twice", at: argument.range, hint: "give it once")
    }
    waiting.removeAll { $0.name == parameter.place }
    match.bindings.append(Match.Binding(parameter: parameter, values: [argument.value], range: argument.value.range))
  }

  private mutating func bindPositional(_ value: ArgumentValue) throws(Diagnostic) {
    if case .word(let word, _) = value {
      if takeUnit(word) { return }
      let before = waiting.first?.noiseBefore ?? []
      if noise.contains(word.text) || before.contains(word.text) { return }
    }
    if let last = match.bindings.indices.last, waiting.isEmpty, canExtend(last) {
      match.bindings[last].values.append(value)
      match.bindings[last].range = match.bindings[last].range.joined(value.range)
      return
    }
    if let next = waiting.first, isOptionName(value, insteadOf: next) { throw excess(value) }
    guard let parameter = waiting.popFirst() else { throw excess(value) }
    noise = parameter.noiseAfter
    match.bindings.append(Match.Binding(parameter: parameter, values: [value], range: value.range))
  }

  /// Gives the number before a unit's word to the parameter of that unit.
  private mutating func takeUnit(_ word: Name) -> Bool {
    guard let last = match.bindings.indices.last, match.bindings[last].parameter.isPositional,
      let unit = match.declaration.units(of: match.bindings[last].parameter).first(where: {
        $0.noiseAfter.contains(word.text)
      })
    else { return false }
    match.bindings[last].parameter = unit
    noise = []
    return true
  }

  /// Whether a word names an option whose `=` was forgotten, at the place of another parameter.
  private func isOptionName(_ value: ArgumentValue, insteadOf next: ParameterDeclaration) -> Bool {
    guard case .word(let word, _) = value, !next.kind.takesAnyWord, !next.kind.words.contains(word.text) else {
      return false
    }
    return match.declaration.parameter(named: Spelling.canonical(word.text))?.isPositional == false
  }

  private func canExtend(_ index: Int) -> Bool {
    let parameter = match.bindings[index].parameter
    return parameter.isPositional && parameter.kind.takesSeveral
  }

  /// The error for a word too many.
  private func excess(_ value: ArgumentValue) -> Diagnostic {
    let declaration = match.declaration
    let options = declaration.parameters.filter { !$0.isPositional && $0.insteadOf == nil }.map(\.name)
    let text = source.text(in: value.range)
    let bare = Spelling.canonical(String(text.drop { $0 == "-" }))
    let hint =
      if options.contains(bare) {
        "options are written name=value: \(bare)=…"
      } else if case .text? = match.bindings.last?.parameter.kind {
        "put a text of several words in quotes: \"several words\""
      } else if options.isEmpty {
        "'\(declaration.name)' takes no more words"
      } else { "options are written name=value; help \(declaration.name) explains them" }
    return Diagnostic(
      "'\(declaration.name)' does not know what to do with '\(text.shortened)'", in: source, at: value.range,
      notes: Diagnostic.listing("options", options), hint: hint,
      suggestion: options.contains(bare) ? nil : NearestName.of(bare, in: options + noise + unitWords),
      isSyntax: isSyntax)
  }

  private var unitWords: [String] {
    match.bindings.last.map { match.declaration.units(of: $0.parameter).flatMap { $0.noiseAfter.suffix(1) } } ?? []
  }

  private func refuseMissing(_ command: Command) throws(Diagnostic) {
    guard let parameter = waiting.first(where: \.isRequired) else { return }
    throw error(
      "'\(match.declaration.name)' needs \(parameter.name.uppercased()): \(parameter.summary)", at: command.range,
      hint: match.declaration.examples.first.map { "write it like this: \($0)" })
  }

  private func error(_ message: String, at range: SourceRange, hint: String?) -> Diagnostic {
    Diagnostic(message, in: source, at: range, hint: hint, isSyntax: isSyntax)
  }
}

extension ParameterDeclaration {
  /// The parameter whose place it takes: its own, or that of the one it stands for.
  fileprivate var place: String { insteadOf ?? name }
}

extension CommandDeclaration {
  /// Allows replacing a file; every command that can write one has it.
  static let force = ParameterDeclaration.option(
    "force", .flag, default: "false", "replace a file that this session did not write")

  /// The parameter of that name; `force` where the command can write a file.
  func parameterOrForce(named name: String) -> ParameterDeclaration? {
    parameter(named: name) ?? ((output != nil || writesFile) && name == Self.force.name ? Self.force : nil)
  }
}
