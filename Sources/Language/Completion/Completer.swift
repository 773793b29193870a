/// What could stand at the cursor.
public struct Completion: Sendable, Equatable {
  /// One thing that could stand there.
  public struct Candidate: Sendable, Equatable {
    /// The text that replaces what was typed.
    public var text: String
    /// What it is, in one line; may be empty.
    public var summary: String
    /// What follows it: a space, `=`, or nothing.
    public var suffix: String

    /// Creates a candidate.
    public init(_ text: String, summary: String = "", suffix: String = " ") {
      self.text = text
      self.summary = summary
      self.suffix = suffix
    }
  }

  /// The part of the line that a candidate replaces, as UTF-8 offsets.
  public var replacing: Range<Int>
  /// The candidates, in the order to show them.
  public var candidates: [Candidate]

  /// Creates a completion.
  public init(replacing: Range<Int>, candidates: [Candidate]) {
    self.replacing = replacing
    self.candidates = candidates
  }
}

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
    guard let verb = place.words.first else { return place.word.isEmpty ? statements : statements + names(place) }
    switch verb {
    case "let": return place.words.count < 3 ? [] : value(place.dropping(3))
    case "for" where place.words.count == 2,
      _ where commands.blockForm(of: verb) != nil && place.words.count == 2 && !place.words[1].contains("="):
      return [Completion.Candidate("in")]
    case "for" where place.words.count < 2, "define": return []
    case "for", "repeat", "if", "expect", "print": return names(place) + functions
    default: return statement(place)
    }
  }

  /// What could stand after `let a =`: a command or an expression.
  private func value(_ place: CompletionPlace) -> [Completion.Candidate] {
    statement(place) + (place.words.isEmpty ? names(place) + functions : [])
  }

  /// What could stand in a command.
  private func statement(_ shortened: CompletionPlace) -> [Completion.Candidate] {
    let place = shortened.writingOut(commands, definitions: interpreter.definitionNames)
    guard let verb = place.words.first else { return commandVerbs }
    let declarations = commands.beginning(with: verb)
    if place.isInBrackets, place.option == nil { return names(place) + functions }
    if place.words.count == 1, !declarations.contains(where: { $0.path == [verb] || $0.aliases == [[verb]] }) {
      return declarations.compactMap { declaration in
        declaration.path.count == 2 ? Completion.Candidate(declaration.path[1], summary: declaration.summary) : nil
      }
    }
    guard let declaration = Self.declaration(place.words, in: declarations) else { return names(place) + functions }
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

extension Completer {
  /// What a statement can begin with, apart from names: an expression alone is rare, and there are many names.
  var statements: [Completion.Candidate] {
    commandVerbs + Reserved.statements.map { Completion.Candidate($0, summary: "part of the language") }
  }

  /// The verbs of all commands, those of `define` included.
  var commandVerbs: [Completion.Candidate] {
    commands.verbs.map { verb in
      let forms = commands.beginning(with: verb)
      let summary = forms.count == 1 ? forms[0].summary : forms.compactMap(\.path.last).joined(separator: ", ")
      return Completion.Candidate(verb, summary: summary)
    } + interpreter.definitionNames.map { Completion.Candidate($0, summary: "defined here") }
  }

  /// Variables with their fields, the session's names, and the fields of what stands before the last dot.
  func names(_ place: CompletionPlace) -> [Completion.Candidate] {
    variables + fields + fields(behind: place.word)
      + interpreter.host.names.map { Completion.Candidate($0, suffix: "") }
  }

  /// The fields of a row, or of any other record or table that a word leads to: `s.results[0].purity`.
  private func fields(behind word: String) -> [Completion.Candidate] {
    guard let dot = word.lastIndex(of: "."), let value = interpreter.part(String(word[..<dot])) else { return [] }
    return Self.fields(of: value, String(word[..<dot]))
  }

  /// The fields of a value that can be written behind a dot.
  private static func fields(of value: Value, _ path: String) -> [Completion.Candidate] {
    value.fieldNames.filter { Lexer($0).wordEnd(from: 0) == $0.utf8.count }.map {
      Completion.Candidate("\(path).\($0)", suffix: "")
    }
  }

  /// The variables.
  var variables: [Completion.Candidate] {
    interpreter.variables.map { Completion.Candidate($0.name, summary: $0.value.kindName, suffix: "") }
  }

  /// The fields of the variables that are records or tables: `a.purity`.
  private var fields: [Completion.Candidate] {
    interpreter.variables.flatMap { Self.fields(of: $0.value, $0.name) }
  }

  /// The functions.
  var functions: [Completion.Candidate] {
    Functions.all.map { Completion.Candidate($0.name, summary: $0.summary, suffix: "(") }
  }
}

extension Completer {
  /// The files and folders that could stand at the cursor: in quotes where their name needs them, and with escapes for what
  /// could steer the terminal. A folder can go on.
  func paths(_ kind: ParameterKind, _ place: CompletionPlace) -> [Completion.Candidate] {
    let word = place.isQuoted ? Parser.text(inQuotes: place.word) ?? place.word : place.word
    return interpreter.host.candidates(for: kind, word: word).map { path in
      let isFolder = path.hasSuffix("/"), escaped = path.escapedInQuotes
      if place.isQuoted { return Completion.Candidate(escaped, suffix: isFolder ? "" : "\"") }
      if Lexer(path).bareWordEnd(from: 0) == path.utf8.count, escaped == path {
        return Completion.Candidate(path, suffix: isFolder ? "" : " ")
      }
      return Completion.Candidate("\"" + escaped, suffix: isFolder ? "" : "\"")
    }
  }

  /// What could stand in a text that is still open, if it is the path of a command.
  func paths(inQuotes place: CompletionPlace) -> [Completion.Candidate] {
    let written = place.words.first == "let" ? place.dropping(3) : place
    let place = written.writingOut(commands, definitions: interpreter.definitionNames)
    guard let verb = place.words.first,
      let declaration = Self.declaration(place.words, in: commands.beginning(with: verb))
    else { return [] }
    if place.words.last == ">" { return paths(.path(endings: declaration.output?.endings ?? []), place) }
    let positional = declaration.parameters.filter(\.isPositional)
    let given = place.words.dropFirst(declaration.path.count).filter { !$0.contains("=") }.count
    let parameter =
      place.option.map { declaration.parameterOrForce(named: Spelling.canonical($0)) }
      ?? (given < positional.count ? positional[given] : nil)
    guard let kind = parameter?.kind, case .path = kind else { return [] }
    return paths(kind, place)
  }
}
