extension Execution {
  /// Notes a command that was performed, as a statement of its own.
  func note(_ call: Call, _ replay: Replay, succeeded: Bool = true) {
    guard interpreter.trace != nil else { return }
    var again: Call? = call
    if case .by(let other) = replay {
      again = other
      again?.output = call.output
    }
    if succeeded, again?.arguments != call.arguments { interpreter.trace?.isRegular = false }
    interpreter.trace?.note(again.map { $0.statement ?? "# \(call.text.singleLine)" })
  }

  /// Notes a variable that was set outside of definitions.
  func noteSet(_ name: String) {
    guard interpreter.locals.isEmpty else { return }
    interpreter.trace?.note(interpreter.value(of: name)?.literal.map { "let \(name) = \($0)" })
  }

  /// Notes that a turn of a loop begins, outside of definitions; false when that is not noted.
  func noteTurn(_ name: String, _ value: Value) -> Bool {
    guard interpreter.locals.isEmpty, let literal = value.literal else { return false }
    return interpreter.trace?.openTurn("for \(name) in [\(literal)] {") ?? false
  }

  /// Notes that a command's value was given a name outside of definitions.
  func noteNamed(_ name: String, _ value: Value) {
    guard interpreter.locals.isEmpty else { return }
    if value.literal == nil { interpreter.trace?.nameLast(name) } else { noteSet(name) }
  }

  /// Notes a statement that shows a value.
  func noteShown(_ statement: Statement, _ value: Value) {
    interpreter.trace?.note(
      interpreter.locals.isEmpty ? interpreter.line(statement) : value.literal.map { "print \($0)" })
  }
}

extension String {
  /// The text without line breaks.
  fileprivate var singleLine: String { String(map { $0.isNewline ? " " : $0 }) }
}
