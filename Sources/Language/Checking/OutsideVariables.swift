/// The variables of a program that can be set from outside, as on the command line.
struct OutsideVariables {
  /// Those that a `let` outside of blocks sets.
  private let set: [String]
  /// Those that are set within blocks alone.
  private let inBlocks: Set<String>
  /// All words, among them the variables that the program uses without setting them.
  private let words: Set<String>

  init(of program: Program, in source: SourceText, _ commands: CommandSet) {
    var set: [String] = []
    for case .let(let name, _) in program.statements.map(\.kind) where !set.contains(name.text) {
      set.append(name.text)
    }
    self.set = set
    inBlocks = Checker.namesSet(in: program, source, commands).subtracting(set)
    words = Set(program.statements.words)
  }

  /// Whether the program runs others, whose variables can be set as well.
  var isOpen: Bool { words.contains("source") }

  /// Throws where the program would pass over a value in silence.
  func check(_ name: String, isKnown: Bool) throws(CommandError) {
    if set.contains(name) || isOpen { return }
    if inBlocks.contains(name) {
      throw CommandError(
        "the script sets '\(name)' within a block, so that no value from outside can replace it",
        hint: "set it before the block: let \(name) = …")
    }
    if words.contains(name), !isKnown { return }
    let nearest = NearestName.of(name, in: set).map { "did you mean '\($0)'?" }
    let list = set.isEmpty ? "it sets none" : "it sets " + set.prefix(16).joined(separator: ", ")
    throw CommandError("the script has no variable '\(name)'", hint: nearest ?? list)
  }
}

extension Interpreter {
  /// Sets variables from outside a program that is about to run. The first `let` of such a name outside of blocks then
  /// gives only its default and is passed over; one within a block sets the variable as ever.
  ///
  /// - Throws: `CommandError` for one that the program does not have, with the nearest that it has.
  public func give(
    _ values: [(name: String, value: Value)], to program: Program, in source: SourceText
  ) throws(CommandError) {
    guard !values.isEmpty else { return }
    let variables = OutsideVariables(of: program, in: source, commands)
    let known = Set(host.names.map { String($0.prefix { $0 != "." }) })
    for (name, value) in values {
      try variables.check(name, isKnown: known.contains(name))
      give(name, value)
      if variables.isOpen { unused.insert(name) }
    }
  }

  /// Throws if a value from outside was used by none of the scripts that ran.
  public func checkGivenWereUsed() throws(CommandError) {
    guard let name = unused.sorted().first else { return }
    throw CommandError("no script has the variable '\(name)'", hint: "set it in one of them: let \(name) = …")
  }
}
