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
