/// Runs programs: keeps the variables and definitions, and hands commands to a host.
public final class Interpreter {
  /// Gets each statement that gave a value, with that value. For a `let` this is the value of its command.
  public typealias Report = (Statement, Value) throws -> Void

  /// Whether the user asked to stop; looked at between statements.
  public var isInterrupted: () -> Bool = { false }

  /// The most characters of a line of help.
  public var lineWidth = Help.widest

  /// What performs the commands.
  public let host: any CommandHost

  /// Variables set from outside whose own `let` in the program has not come yet.
  var given: Set<String> = []
  var globals = Variables()
  /// The variables of the definitions being run, the innermost last.
  var locals: [Variables] = []
  var definitions: [String: Definition] = [:]
  /// How many blocks, definitions and scripts are being run inside one another.
  var level = 0

  /// Creates an interpreter without variables.
  public init(host: any CommandHost) {
    self.host = host
  }

  /// The variables in the order they were first set.
  public var variables: [(name: String, value: Value)] { globals.all }

  /// Sets a variable from outside the program. The first `let` of that name outside of blocks then gives only its
  /// default and is passed over.
  public func give(_ name: String, _ value: Value) {
    globals[name] = value
    given.insert(name)
  }

  /// The names of the commands that `define` made, in alphabetical order.
  public var definitionNames: [String] { definitions.keys.sorted() }

  /// Parses, checks and runs a text; see `run(_:source:report:)`.
  public func run(_ source: SourceText, report: @escaping Report) throws {
    try run(Parser.parse(source, definitions: definitionNames), source: source, report: report)
  }

  /// Checks a program as a whole, then runs it. `report` gets each statement that gave a value, with that value.
  ///
  /// Throws `Diagnostics` for what is wrong before anything of the program (or of a script it sources) has run,
  /// `Diagnostic` for what goes wrong while running, `Quit`, `Interrupted`, and whatever `report` throws.
  public func run(_ program: Program, source: SourceText, report: @escaping Report) throws {
    locals = []
    level = 0
    _ = try execute(program, source: source, report: report)
  }

  /// Runs one statement of a program that was checked as a whole; see `run(_:source:report:)`.
  public func run(_ statement: Statement, source: SourceText, report: @escaping Report) throws {
    locals = []
    level = 0
    _ = try Execution(interpreter: self, source: source, report: report).run([statement])
  }

  /// Checks a program as a whole without running anything of it. Throws every error found.
  public func check(_ program: Program, source: SourceText) throws(Diagnostics) {
    let names = variables.map(\.name) + (locals.last?.all.map(\.name) ?? []) + host.names
    try Checker.check(program, in: source, names: names, definitions: definitions.mapValues(\.parameters))
  }

  func execute(_ program: Program, source: SourceText, report: @escaping Report) throws -> Value {
    try check(program, source: source)
    return try Execution(interpreter: self, source: source, report: report).run(program.statements)
  }

  func value(of name: String) -> Value? {
    locals.last?[name] ?? globals[name] ?? host.value(named: name)
  }

  func set(_ name: String, to value: Value) {
    if locals.isEmpty {
      globals[name] = value
    } else {
      locals[locals.count - 1][name] = value
    }
  }

  /// Every name an expression can begin with: variables first, then the session's.
  var allNames: [String] {
    (locals.last?.all.map(\.name) ?? []) + globals.all.map(\.name) + host.names
  }
}
