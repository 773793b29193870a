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
