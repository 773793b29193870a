extension Execution {
  /// Runs a cell again, or all of them.
  func rerun(_ invocation: Invocation, _ statement: Statement) throws -> Value {
    try explained(invocation) {
      try checkStandsAlone(invocation, statement)
      guard let number = invocation.integer("cell") else { return try interpreter.rerunAll(report: report) }
      return try interpreter.rerun(place(of: number, "cell"), report: report)
    }
  }

  /// Takes cells out of the journal.
  func drop(_ invocation: Invocation, _ statement: Statement) throws -> Value {
    try explained(invocation) {
      try checkStandsAlone(invocation, statement)
      var places = Set<Int>()
      for number in invocation.integers("cells") ?? [] { places.insert(try place(of: number, "cells")) }
      interpreter.journal.drop(places)
      return .nothing
    }
  }

  /// Takes the last change back.
  func undo(_ invocation: Invocation, _ statement: Statement) throws -> Value {
    try explained(invocation) {
      try checkStandsAlone(invocation, statement)
      return try interpreter.undo()
    }
  }

  private func place(of number: Int, _ argument: String) throws(CommandError) -> Int {
    let count = interpreter.journal.count
    guard number <= count else {
      throw CommandError(
        "there is no cell \(number)", argument: argument,
        hint: count == 0 ? "every statement that does something becomes one" : "cells lists them, 1 to \(count)")
    }
    return number - 1
  }

  /// What runs cells is none itself, nor a part of one.
  private func checkStandsAlone(_ invocation: Invocation, _ statement: Statement) throws(CommandError) {
    guard interpreter.level > 1 || !interpreter.isAtTop(statement) else { return }
    throw CommandError(
      "'\(invocation.name)' stands in no block, definition, sourced script or let",
      hint: "write it as a statement of its own")
  }
}
