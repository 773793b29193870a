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
