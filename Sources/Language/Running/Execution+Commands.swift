extension Execution {
  /// Performs a command and gives its value, and the path where that went instead of being shown.
  func perform(_ command: Command, _ statement: Statement) throws -> (value: Value, path: String?) {
    if let definition = interpreter.definitions[command.verb.text] { return (try call(definition, command), nil) }
    let invocation = try bind(command, statement.range)
    switch invocation.declaration.path {
    case ["quit"]: throw Quit()
    case ["help"]: return (try help(invocation), nil)
    case ["rerun"], ["rerun", "all"]: return (try rerun(invocation, statement), nil)
    case ["drop"]: return (try drop(invocation, statement), nil)
    case ["undo"]: return (try undo(invocation, statement), nil)
    case ["source"]: return (try runScript(invocation, isAtTop: interpreter.isAtTop(statement)), nil)
    default:
      let value = try explained(invocation) { try performed(invocation) }
      if case .record(let record) = value, record.kind == "sweep", record["failed"] != nil {
        interpreter.hasFailed = true
      }
      return (value, value.isFigure ? nil : invocation.output)
    }
  }

  private func performed(_ invocation: Invocation) throws -> Value {
    var succeeded = false
    defer { note(invocation, succeeded: succeeded) }
    let value = try interpreter.host.perform(invocation)
    succeeded = true
    return value
  }

  private func bind(_ command: Command, _ range: SourceRange) throws(Diagnostic) -> Invocation {
    let match = try Matcher.match(command, in: source, isSyntax: false)
    let binder = Binder(evaluator: evaluator, declaration: match.declaration)
    var invocation = Invocation(
      declaration: match.declaration, arguments: [:], output: nil, force: false, source: source, range: range,
      pathRange: match.pathRange, argumentRanges: [:])
    for binding in match.bindings {
      let value = try binder.value(of: binding)
      invocation.argumentRanges[binding.parameter.name] = binding.range
      if binding.parameter.name == CommandDeclaration.force.name {
        invocation.force = value == .boolean(true)
      } else {
        invocation.arguments[binding.parameter.name] = value
      }
    }
    if let output = match.output {
      invocation.output = try binder.path(of: output)
      invocation.argumentRanges["output"] = output.range
    }
    switch match.declaration.path {
    case ["sweep"]: invocation.sweep = try plan(command.sweep)
    case ["save", "script"]: invocation.script = interpreter.script
    case ["save", "notebook"]:
      let comments = interpreter.journal.commentCell(at: interpreter.mark)
      invocation.cells = interpreter.journal.cells + (comments.map { [$0] } ?? [])
      invocation.parameters = interpreter.literalsOutside
    case ["history"]: invocation.journal = interpreter.journal.historyTable(last: invocation.integer("n"))
    case ["cells"]: invocation.journal = interpreter.journal.cellTable
    default: break
    }
    return invocation
  }

  private func help(_ invocation: Invocation) throws -> Value {
    let topic = invocation.text("topic") ?? ""
    return try explained(invocation) {
      if let definition = interpreter.definitions[topic] { return .text(interpreter.text(of: definition)) }
      guard let text = Help.text(topic: topic, width: interpreter.lineWidth) else {
        throw CommandError(
          "no help on '\(topic)'", argument: "topic", hint: "help lists the commands", known: Help.topics)
      }
      return .text(text)
    }
  }

  private func runScript(_ invocation: Invocation, isAtTop: Bool) throws -> Value {
    let path = invocation.text("file") ?? ""
    return try explained(invocation) {
      guard interpreter.level < Self.deepest else {
        throw CommandError(
          "scripts and definitions call one another too deeply", argument: "file", hint: "does '\(path)' source itself?"
        )
      }
      let script = SourceText(name: path, text: try interpreter.host.readScript(path))
      let program = try Parser.parse(script, definitions: interpreter.definitionNames)
      return try interpreter.execute(program, source: script, isAtTop: isAtTop, report: report)
    }
  }

  /// Runs `body` and turns what it throws into a message with the place it is about.
  func explained(_ invocation: Invocation, _ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let error as CommandError {
      throw diagnostic(error, invocation)
    } catch {
      let isKnown = error is Diagnostic || error is Diagnostics || error is Quit || error is Interrupted
      throw isKnown ? error : diagnostic(CommandError("\(error)"), invocation)
    }
  }

  private func diagnostic(_ error: CommandError, _ invocation: Invocation) -> Diagnostic {
    let range = error.argument.flatMap { invocation.argumentRanges[$0] } ?? invocation.pathRange
    let written = error.argument.flatMap { invocation.arguments[$0]?.text } ?? source.text(in: range)
    return Diagnostic(
      error.message, in: source, at: range, notes: Diagnostic.listing("known", error.known), hint: error.hint,
      suggestion: NearestName.of(written, in: error.known))
  }
}
