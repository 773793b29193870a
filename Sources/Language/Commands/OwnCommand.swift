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
