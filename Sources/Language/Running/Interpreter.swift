/// Runs programs: keeps the variables and definitions, and hands commands to a host.
public final class Interpreter {
  /// Gets each statement that gave a value, with that value. For a `let` this is the value of its command.
  public typealias Report = (Statement, Value) throws -> Void

  /// Whether the user asked to stop; looked at between statements.
  public var isInterrupted: () -> Bool = { false }

  /// The most characters of a line of help.
  public var lineWidth = Help.widest

  /// Whether `undo` can take back what is run, as where a person types. Scripts do without, and need no memory for it.
  public var keepsUndo = false

  /// What performs the commands.
  public let host: any CommandHost

  /// Variables set from outside whose own `let` in the program has not come yet.
  var given: Set<String> = []
  /// Variables set from outside that nothing has used yet, if it cannot be known before what will run.
  var unused: Set<String> = []
  /// The values of all that were given, in their order.
  var outside: [(name: String, value: Value)] = []
  /// The last value that a statement at the top gave.
  var last: Value?
  var globals = Variables()
  /// The variables of the definitions being run, the innermost last.
  var locals: [Variables] = []
  var definitions: [String: Definition] = [:]
  /// The session before the last statement that changed it.
  var undoPoint: UndoPoint?
  /// What was run.
  var journal = Journal()
  /// What the statement at the top that is being run has done so far.
  var trace: Trace?
  /// What scripts were last told to expect.
  var knownExpectation = ""
  /// How often a variable or definition was changed.
  var changes = 0
  /// Whether something failed that was no reason to stop, such as one run of a sweep.
  var hasFailed = false
  /// How many blocks, definitions and scripts are being run inside one another.
  var level = 0

  /// Creates an interpreter without variables.
  public init(host: any CommandHost) {
    self.host = host
  }

  /// What can be said beside the language itself.
  public var commands: CommandSet { host.commands }

  /// The variables in the order they were first set.
  public var variables: [(name: String, value: Value)] { globals.all }

  /// Sets a variable from outside the program. The first `let` of that name outside of blocks then gives only its
  /// default and is passed over; one within a block sets the variable as ever.
  public func give(_ name: String, _ value: Value) {
    setGlobal(name, to: value)
    given.insert(name)
    outside.append((name, value))
  }

  /// Whether something failed that was no reason to stop, since this was last asked.
  public func takeFailure() -> Bool {
    defer { hasFailed = false }
    return hasFailed
  }

  /// The names of the commands that `define` made, in alphabetical order.
  public var definitionNames: [String] { definitions.keys.sorted() }

  /// Parses, checks and runs a text; see `run(_:source:report:)`.
  public func run(_ source: SourceText, report: @escaping Report) throws {
    try run(Parser.parse(source, commands, definitions: definitionNames), source: source, report: report)
  }

  /// Checks a program as a whole, then runs it. `report` gets each statement that gave a value, with that value.
  ///
  /// Throws `Diagnostics` for what is wrong before anything of the program (or of a script it sources) has run,
  /// `Diagnostic` for what goes wrong while running, `Quit`, `Interrupted`, and whatever `report` throws.
  public func run(_ program: Program, source: SourceText, report: @escaping Report) throws {
    try check(program, source: source)
    for statement in program.statements { try run(statement, source: source, report: report) }
    noteComments(after: program)
  }

  /// All statements of a program have run; keeps the comments behind the last.
  public func noteComments(after program: Program) { note(comments: program.commentsAfter) }

  /// Runs one statement of a program that was checked as a whole; see `run(_:source:report:)`.
  public func run(_ statement: Statement, source: SourceText, report: @escaping Report) throws {
    locals = []
    level = 0
    trace = nil
    try keepingUndo(of: source.text(in: statement.range)) {
      _ = try runAtTop(statement, Execution(interpreter: self, source: source, report: report))
    }
  }

  /// Checks a program as a whole without running anything of it. Throws every error found.
  public func check(_ program: Program, source: SourceText) throws(Diagnostics) {
    let names = allNames + [Self.lastName]
    try Checker.check(program, in: source, commands, names: names, definitions: definitions.mapValues(\.parameters))
  }

  /// Runs a script that a statement sources; where that stands at the top, so do the script's.
  func execute(
    _ program: Program, source: SourceText, isAtTop: Bool, report: @escaping Report
  ) throws -> Value {
    try check(program, source: source)
    let execution = Execution(interpreter: self, source: source, report: report)
    guard isAtTop else { return try execution.run(program.statements) }
    var last = Value.nothing
    for statement in program.statements { last = try runAtTop(statement, execution) }
    note(comments: program.commentsAfter)
    return last
  }

  func value(of name: String) -> Value? {
    if !unused.isEmpty { unused.remove(name) }
    return locals.last?[name] ?? globals[name] ?? (name == Self.lastName ? last : host.value(named: name))
  }

  func set(_ name: String, to value: Value) {
    if locals.isEmpty {
      setGlobal(name, to: value)
    } else {
      locals[locals.count - 1][name] = value
    }
  }

  /// Gives a variable the value it had before a loop used its name; takes it away if there was none.
  func end(_ name: String, before outer: Value?) {
    if let outer { return set(name, to: outer) }
    if locals.isEmpty {
      globals.remove(name)
      changes += 1
    } else {
      locals[locals.count - 1].remove(name)
    }
  }

  /// The value that `set` would replace.
  func own(_ name: String) -> Value? { locals.isEmpty ? globals[name] : locals.last?[name] }

  func setGlobal(_ name: String, to value: Value) {
    if globals[name] != value { changes += 1 }
    globals[name] = value
  }

  /// Every name an expression can begin with: variables first, then the session's.
  var allNames: [String] {
    (locals.last?.all.map(\.name) ?? []) + globals.all.map(\.name) + host.names
  }
}
