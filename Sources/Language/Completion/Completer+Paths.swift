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

  /// What could stand in a text that is still open, where it is the path of a command.
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
