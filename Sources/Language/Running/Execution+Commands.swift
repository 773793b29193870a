extension Execution {
  /// Performs a command and gives its value, the path where that went instead of being shown, and whether the command's
  /// own statements have shown their values: those of a definition, a script or a cell.
  func perform(_ command: Command, _ statement: Statement) throws -> (value: Value, path: String?, isShown: Bool) {
    if let definition = interpreter.definitions[command.verb.text] { return (try call(definition, command), nil, true) }
    let call = try bind(command, statement.range)
    if let own = OwnCommand.named(call.name) {
      let value = try explained(call) { try own.perform(call, statement, self) }
      return (value, nil, own.showsStatements)
    }
    let value = try explained(call) { try performed(call) }
    return (value, value.isFigure ? nil : call.output, false)
  }

  private func performed(_ call: Call) throws -> Value {
    do {
      let outcome = try interpreter.host.perform(call)
      note(call, outcome.replay)
      if outcome.hasFailures { interpreter.hasFailed = true }
      return outcome.value
    } catch let unfinished as Unfinished {
      var call = call
      call.output = nil
      note(call, unfinished.replay, succeeded: false)
      throw unfinished.error
    } catch {
      note(call, .by(nil), succeeded: false)
      throw error
    }
  }

  private func bind(_ command: Command, _ range: SourceRange) throws(Diagnostic) -> Call {
    let match = try Matcher.match(command, interpreter.commands, in: source, isSyntax: false)
    let binder = Binder(evaluator: evaluator, declaration: match.declaration)
    var call = Call(
      declaration: match.declaration, arguments: [:], output: nil, force: false, source: source, range: range,
      pathRange: match.pathRange, argumentRanges: [:], past: interpreter.past, commands: interpreter.commands)
    for binding in match.bindings {
      let value = try binder.value(of: binding)
      call.argumentRanges[binding.parameter.name] = binding.range
      if binding.parameter.name == CommandDeclaration.force.name {
        call.force = value == .boolean(true)
      } else {
        call.arguments[binding.parameter.name] = value
      }
    }
    if let output = match.output {
      call.output = try binder.path(of: output)
      call.argumentRanges["output"] = output.range
    }
    call.sweep = try plan(command.sweep)
    return call
  }

  /// Runs `body` and turns what it throws into a message with the place it is about.
  func explained(_ call: Call, _ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let error as CommandError {
      throw diagnostic(error, call)
    } catch {
      let isKnown = error is Diagnostic || error is Diagnostics || error is Quit || error is Interrupted
      throw isKnown ? error : diagnostic(CommandError("\(error)"), call)
    }
  }

  private func diagnostic(_ error: CommandError, _ call: Call) -> Diagnostic {
    let range = error.argument.flatMap { call.argumentRanges[$0] } ?? call.pathRange
    let written = error.argument.flatMap { call.arguments[$0]?.text } ?? source.text(in: range)
    return Diagnostic(
      error.message, in: source, at: range, notes: Diagnostic.listing("known", error.known), hint: error.hint,
      suggestion: NearestName.of(written, in: error.known))
  }
}
