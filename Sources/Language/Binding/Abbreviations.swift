/// Writes out the commands that a person at the prompt has shortened: `desc data`, `tr 5 epochs`, `plot lat`.
///
/// A beginning stands for a command if it is that of no other. Files are never read this way: a command that comes
/// later could make a short form mean something else.
struct Abbreviations {
  private let source: SourceText
  private let commands: CommandSet
  private let verbs: [String]
  /// What a word alone can be the value of.
  private var names: Set<String>
  private var edits: [(range: SourceRange, text: String)] = []
  private var errors: [Diagnostic] = []

  /// The text with its commands written out. Throws where a short form could be that of several; a text that does not
  /// parse is left as it is.
  static func writtenOut(
    _ source: SourceText, _ commands: CommandSet, definitions: [String], names: [String]
  ) throws(Diagnostics) -> SourceText {
    guard let program = try? Parser.parse(source, commands, definitions: definitions) else { return source }
    let own = Checker.namesSet(in: program, source, commands)
    var abbreviations = Abbreviations(
      source: source, commands: commands, verbs: commands.verbs + definitions.filter { !commands.isVerb($0) },
      names: own.union(names.map { String($0.prefix { $0 != "." }) }))
    abbreviations.visit(program.statements)
    guard abbreviations.errors.isEmpty else { throw Diagnostics(abbreviations.errors) }
    return SourceText(name: source.name, text: abbreviations.edited)
  }

  private init(source: SourceText, commands: CommandSet, verbs: [String], names: Set<String>) {
    self.source = source
    self.commands = commands
    self.verbs = verbs
    self.names = names
  }

  /// The commands that a word is or begins; the word alone if it is a whole one.
  static func verbs(_ word: String, in verbs: [String]) -> [String] {
    verbs.contains(word) ? [word] : verbs.filter { $0.hasPrefix(word) }
  }

  /// The second words of a command's forms that a word is or begins; empty where the verb stands alone as well, so that
  /// the word can be an argument.
  static func forms(_ word: String, of verb: String, in commands: CommandSet) -> [String] {
    let paths = commands.beginning(with: verb).flatMap { [$0.path] + $0.aliases }.filter { $0.first == verb }
    let words = paths.filter { $0.count == 2 }.map { $0[1] }
    let canonical = Spelling.canonical(word)
    if words.contains(canonical) || paths.contains([verb]) { return [] }
    return words.filter { $0.hasPrefix(canonical) }
  }

  private mutating func visit(_ block: Block) {
    for statement in block {
      switch statement.kind {
      case .command(let command), .let(_, .command(let command)): visit(command)
      case .expression(let value), .let(_, .expression(let value)): visit(value)
      default: break
      }
      statement.kind.blocks.forEach { visit($0) }
    }
  }

  /// A word alone is a value before it is short for a command.
  private mutating func visit(_ value: Expression) {
    guard case .name(let name) = value.kind, !names.contains(name) else { return }
    _ = writeOut(Name(name, at: value.range))
  }

  private mutating func visit(_ command: Command) {
    guard let verb = writeOut(command.verb), let first = command.arguments.first, first.name == nil,
      case .word(let word, _) = first.value
    else { return }
    let forms = Self.forms(word.text, of: verb, in: commands)
    let noun = commands.noun(of: verb)
    take(forms, for: word, what: noun?.many ?? "forms of '\(verb)'", plural: noun?.many ?? "forms")
  }

  /// The whole verb; nil if none or several begin like this.
  private mutating func writeOut(_ word: Name) -> String? {
    let found = Self.verbs(word.text, in: verbs + Reserved.statements)
    take(found, for: word, what: "commands", plural: "commands")
    return found.count == 1 ? found[0] : nil
  }

  private mutating func take(_ found: [String], for word: Name, what: String, plural: String) {
    if found.count > 1 {
      errors.append(
        Diagnostic(
          "'\(word.text)' is short for several \(what)", in: source, at: word.range,
          notes: Diagnostic.listing(plural, found), hint: "type more letters, or press Tab", isSyntax: true))
    } else if let whole = found.first, whole != word.text, !Reserved.statements.contains(whole) {
      edits.append((word.range, whole))
    }
  }

  private var edited: String {
    var bytes = Array(source.text.utf8)
    for edit in edits.sorted(by: { $0.range.lower > $1.range.lower }) {
      bytes.replaceSubrange(edit.range.lower..<edit.range.upper, with: edit.text.utf8)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension Interpreter {
  /// What a person typed with its shortened commands written out, ready to be run or kept in a script. Throws where a
  /// short form could be that of several commands.
  public func writtenOut(_ source: SourceText) throws(Diagnostics) -> SourceText {
    try Abbreviations.writtenOut(source, commands, definitions: definitionNames, names: allNames)
  }
}
