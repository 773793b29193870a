/// Offers what could stand at the cursor.
public struct Completer {
  let interpreter: Interpreter
  var commands: CommandSet { interpreter.commands }

  /// Creates a completer that knows the host's names and the interpreter's variables.
  public init(interpreter: Interpreter) {
    self.interpreter = interpreter
  }

  /// What could stand at `cursor`, a UTF-8 offset into `line`: a verb, a word, an option, its value, or a name.
  public func complete(line: String, cursor: Int) -> Completion {
    let place = CompletionPlace(line: line, cursor: cursor)
    let candidates = candidates(at: place).filter { candidate in
      candidate.text.hasPrefix(place.word) || candidate.text.hasPrefix("\"" + place.word)
    }
    var seen = Set<String>()
    return Completion(
      replacing: place.wordStart..<place.cursor, candidates: candidates.filter { seen.insert($0.text).inserted })
  }

  private func candidates(at place: CompletionPlace) -> [Completion.Candidate] {
    if place.isQuoted { return paths(inQuotes: place) }
    guard !place.isInText else { return [] }
    guard let verb = place.words.first else { return place.word.isEmpty ? statements : statements + names }
    switch verb {
    case "let": return place.words.count < 3 ? [] : value(place.dropping(3))
    case "for" where place.words.count == 2,
      _ where commands.blockForm(of: verb) != nil && place.words.count == 2 && !place.words[1].contains("="):
      return [Completion.Candidate("in")]
    case "for" where place.words.count < 2, "define": return []
    case "for", "repeat", "if", "expect", "print": return names + functions
    default: return statement(place)
    }
  }

  /// What could stand after `let a =`: a command or an expression.
  private func value(_ place: CompletionPlace) -> [Completion.Candidate] {
    statement(place) + (place.words.isEmpty ? names + functions : [])
  }

  /// What could stand in a command.
  private func statement(_ shortened: CompletionPlace) -> [Completion.Candidate] {
    let place = shortened.writingOut(commands, definitions: interpreter.definitionNames)
    guard let verb = place.words.first else { return commandVerbs }
    let declarations = commands.beginning(with: verb)
    if place.isInBrackets, place.option == nil { return names + functions }
    if place.words.count == 1, !declarations.contains(where: { $0.path == [verb] || $0.aliases == [[verb]] }) {
      return declarations.compactMap { declaration in
        declaration.path.count == 2 ? Completion.Candidate(declaration.path[1], summary: declaration.summary) : nil
      }
    }
    guard let declaration = Self.declaration(place.words, in: declarations) else { return names + functions }
    if let option = place.option {
      return values(of: declaration.parameterOrForce(named: Spelling.canonical(option)), place)
    }
    return words(of: declaration, place)
  }

  static func declaration(_ words: [String], in declarations: [CommandDeclaration]) -> CommandDeclaration? {
    declarations.first { $0.path.count == 2 && words.starts(with: $0.path) }
      ?? declarations.first { ([$0.path] + $0.aliases).contains([words[0]]) }
  }

  /// The values the next positional parameter takes, then the options not given yet.
  private func words(of declaration: CommandDeclaration, _ place: CompletionPlace) -> [Completion.Candidate] {
    if place.words.last == ">" { return paths(.path(endings: declaration.output?.endings ?? []), place) }
    let positional = declaration.parameters.filter(\.isPositional)
    let given = place.words.dropFirst(declaration.path.count).filter { !$0.contains("=") }.count
    let units = positional.prefix(given).last.map { [$0] + declaration.units(of: $0) } ?? []
    let noise = units.flatMap { $0.noiseAfter.suffix(1) }.filter { !place.words.contains($0) }
    let next = given < positional.count ? values(of: positional[given], place) : []
    let options = declaration.parameters.filter { parameter in
      !parameter.isPositional && parameter.insteadOf == nil
        && !place.words.contains { $0.hasPrefix(parameter.name + "=") }
    }
    return next + noise.map { Completion.Candidate($0) }
      + options.map { Completion.Candidate($0.name, summary: $0.summary, suffix: "=") }
  }

  private func values(of parameter: ParameterDeclaration?, _ place: CompletionPlace) -> [Completion.Candidate] {
    guard let parameter else { return [] }
    let words =
      switch parameter.kind {
      case .topic: commands.topics
      default: parameter.kind.words
      }
    if case .path = parameter.kind { return paths(parameter.kind, place) }
    let dynamic = interpreter.host.candidates(for: parameter.kind, word: place.word)
    return (words + dynamic).map { Completion.Candidate($0) } + variables
  }
}
