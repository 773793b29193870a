/// A command of the language itself: it works on the interpreter, and no host is asked. A set of commands lists those it
/// wants among its own.
public struct OwnCommand: Declared {
  /// How it is written and explained; a set may tell more of it.
  public var declaration: CommandDeclaration
  /// Whether its value was shown already by the statements it ran.
  var showsStatements = false
  let perform: @Sendable (Call, Statement, Execution) throws -> Value

  /// Every command of the language.
  public static let all = [source, history, cells, rerun, rerunAll, drop, undo, help, quit]

  static func named(_ name: String) -> OwnCommand? { all.first { $0.declaration.name == name } }

  /// `help` and `help TOPIC`.
  public static let help = OwnCommand(
    declaration: CommandDeclaration(
      "help", [topic], summary: "list the commands, or explain one", returns: "a text",
      examples: ["help", "help help", "help language"], output: nil, isAboutSession: true)
  ) { call, _, execution in
    let interpreter = execution.interpreter, commands = interpreter.commands
    if let definition = call[topic].flatMap({ interpreter.definitions[$0] }) {
      return .text(interpreter.text(of: definition))
    }
    guard let text = commands.help(on: call[topic] ?? "", width: interpreter.lineWidth) else {
      throw CommandError(
        "no help on '\(call[topic] ?? "")'", argument: "topic", hint: "help lists the commands", known: commands.topics)
    }
    return .text(text)
  }

  private static let topic = Parameter(
    "topic", .topic, otherwise: nil, "a command, such as plot latents, or language")

  /// `quit`.
  public static let quit = OwnCommand(
    declaration: CommandDeclaration(
      "quit", also: ["exit"], summary: "end the session", returns: "nothing", examples: ["quit"], output: nil,
      isAboutSession: true)
  ) { _, _, _ in throw Quit() }
}

extension CommandDeclaration {
  /// The same with more about it, and other examples.
  public func telling(_ details: String? = nil, examples: [String]? = nil) -> CommandDeclaration {
    var declaration = self
    declaration.details = details ?? self.details
    declaration.examples = examples ?? self.examples
    return declaration
  }
}

extension OwnCommand {
  private static let file = Parameter("file", .path("gmv"), "the script")

  /// `source FILE`.
  public static let source = OwnCommand(
    declaration: CommandDeclaration(
      "source", [file], summary: "run a script as if it were typed here",
      returns: "the value of its last statement", examples: ["source script.gmv"], output: nil), showsStatements: true
  ) { call, statement, execution in
    let interpreter = execution.interpreter, path = call[file]
    guard interpreter.level < Execution.deepest else {
      throw CommandError(
        "scripts and definitions call one another too deeply", argument: "file", hint: "does '\(path)' source itself?")
    }
    let script = SourceText(name: path, text: try interpreter.host.readScript(path))
    let program = try Parser.parse(script, interpreter.commands, definitions: interpreter.definitionNames)
    return try interpreter.execute(
      program, source: script, isAtTop: interpreter.isAtTop(statement), report: execution.report)
  }
}

extension OwnCommand {
  private static let count = Parameter("n", .integer(1...1_000_000), otherwise: "all", "how many of the last")
  private static let cell = Parameter("cell", .integer(1...1_000_000), before: ["cell"], "which, as in cells")
  private static let several = Parameter(
    "cells", .integers(1...1_000_000), before: ["cell", "cells"], "which, as in cells: one, several or a range")

  /// `history`.
  public static let history = OwnCommand(
    declaration: CommandDeclaration(
      "history", [count], summary: "the statements of this session, with their numbers",
      returns: "a table: number, statement, outcome", examples: ["history", "history 10"], isAboutSession: true)
  ) { call, _, execution in
    .table(execution.interpreter.journal.historyTable(last: call[count]))
  }

  /// `cells`.
  public static let cells = OwnCommand(
    declaration: CommandDeclaration(
      "cells", summary: "the statements that save notebook would write, each a cell, with the state of its output",
      details: """
        fresh: running the cells from the top gives this output. out of order: the cell ran on a session other than the \
        cells above it give, because one was run again or failed halfway. stale: the cell ran in its order, and since \
        then a cell above it \
        was run again and changed the session, or was dropped. rerun all makes every cell fresh. Statements that failed and did \
        nothing are no cells, nor are those about the session itself (help, history, cells, rerun, drop, undo, save notebook).
        """,
      returns: "a table: number, statement, state, time", examples: ["cells"], isAboutSession: true)
  ) { _, _, execution in .table(execution.interpreter.journal.cellTable) }

  /// `rerun CELL`.
  public static let rerun = OwnCommand(
    declaration: CommandDeclaration(
      "rerun", [cell], summary: "run a cell again on the session as it stands",
      details: """
        Its new output replaces the old one. If it fails or is interrupted, the cell stays as it was. Nothing is taken \
        back before it runs: train continues the training. help cells says what becomes of the other cells.
        """,
      returns: "what the cell gives", examples: ["rerun 2"], output: nil, isAboutSession: true), showsStatements: true
  ) { call, statement, execution in
    try checkStandsAlone(call, statement, execution)
    let interpreter = execution.interpreter
    return try interpreter.rerun(place(of: call[cell], "cell", interpreter), report: execution.report)
  }

  /// `rerun all`.
  public static let rerunAll = OwnCommand(
    declaration: CommandDeclaration(
      "rerun all", summary: "begin the session again and run all its cells from the top",
      details: """
        As a new session would run the notebook: without data, model, variables and snapshots, settings and seed as at the \
        start. Data is loaded as it is now. If a cell fails, or at Ctrl-C, session and cells stay as they were.
        """,
      returns: "what the cells give", examples: ["rerun all"], output: nil, isAboutSession: true), showsStatements: true
  ) { call, statement, execution in
    try checkStandsAlone(call, statement, execution)
    return try execution.interpreter.rerunAll(report: execution.report)
  }

  /// `drop CELLS`.
  public static let drop = OwnCommand(
    declaration: CommandDeclaration(
      "drop", [several], summary: "leave cells out of what save notebook and save script write",
      details: "The session stays as it is; the numbers of the cells below go down.",
      returns: "nothing", examples: ["drop 2", "drop 1...2"], output: nil, isAboutSession: true)
  ) { call, statement, execution in
    try checkStandsAlone(call, statement, execution)
    let interpreter = execution.interpreter
    interpreter.journal.drop(Set(try call[several].map { try place(of: $0, "cells", interpreter) }))
    return .nothing
  }

  /// `undo`.
  public static let undo = OwnCommand(
    declaration: CommandDeclaration(
      "undo", summary: "take back the last statement that changed the session",
      details: """
        Data, model, settings, seed, variables and cells are as they were before it; what only looked at them since then is no \
        cell any more. Files that were written stay. undo once more takes the undo back. Only at the prompt and in Jupyter: \
        in a script, snapshot and restore do this.
        """,
      returns: "a text: what was taken back", examples: ["undo"], output: nil, isAboutSession: true)
  ) { call, statement, execution in
    try checkStandsAlone(call, statement, execution)
    return try execution.interpreter.undo()
  }

  private static func place(
    of number: Int, _ argument: String, _ interpreter: Interpreter
  ) throws(CommandError) -> Int {
    let count = interpreter.journal.count
    guard number <= count else {
      throw CommandError(
        "there is no cell \(number)", argument: argument,
        hint: count == 0 ? "every statement that does something becomes one" : "cells lists them, 1 to \(count)")
    }
    return number - 1
  }

  /// What runs cells is none itself, nor a part of one.
  private static func checkStandsAlone(
    _ call: Call, _ statement: Statement, _ execution: Execution
  ) throws(CommandError) {
    guard execution.interpreter.level > 1 || !execution.interpreter.isAtTop(statement) else { return }
    throw CommandError(
      "'\(call.name)' cannot be used in a block, definition, sourced script or let",
      hint: "write it as a statement of its own")
  }
}
