/// All that an interpreter knows, as a value.
struct InterpreterState {
  var last: Value?
  var globals = Variables()
  var given: Set<String> = []
  var definitions: [String: Definition] = [:]
  var knownExpectation = ""
  var changes = 0
  var journal = Journal()
}

extension Interpreter {
  /// All that the interpreter knows now.
  var state: InterpreterState {
    get {
      InterpreterState(
        last: last, globals: globals, given: given, definitions: definitions, knownExpectation: knownExpectation,
        changes: changes,
        journal: journal)
    }
    set {
      last = newValue.last
      globals = newValue.globals
      given = newValue.given
      definitions = newValue.definitions
      knownExpectation = newValue.knownExpectation
      changes = newValue.changes
      journal = newValue.journal
    }
  }
}

/// The session as it was before a statement.
struct UndoPoint {
  /// The statement, in one line.
  let text: String
  let state: InterpreterState
  let mark: SessionMark
  /// Puts the host's part back.
  let putBack: () throws -> Void
}

extension Interpreter {
  /// Runs a statement, and keeps the session as it was before if that changed.
  func keepingUndo(of text: String, _ run: () throws -> Void) throws {
    guard keepsUndo else { return try run() }
    let lines = text.split(whereSeparator: \.isNewline).map { $0.drop(while: \.isWhitespace) }
    let before = UndoPoint(text: lines.joined(separator: " "), state: state, mark: mark, putBack: host.keep())
    defer { if mark != before.mark { undoPoint = before } }
    try run()
  }

  /// Puts the session back to before the last statement that changed it. As this is a change too, the next one puts it
  /// forth again.
  func undo() throws -> Value {
    guard let point = undoPoint else {
      throw CommandError(
        "there is nothing to take back",
        hint: keepsUndo
          ? "no statement has changed anything yet"
          : "statements are kept for it only at the prompt and in Jupyter; snapshot NAME and restore NAME are for scripts"
      )
    }
    try point.putBack()
    let present = journal
    state = point.state
    journal.takeHistory(of: present)
    return .text("took back: " + point.text)
  }
}
