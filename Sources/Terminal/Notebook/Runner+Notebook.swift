import Language
import Notebook

extension Runner {
  /// Runs a notebook from top to bottom, up to its first error; nothing of it if it does not check as a whole.
  ///
  /// - Parameters:
  ///   - leavingOut: the names in its front matter that something else has set.
  ///   - finished: hears, after each cell, its number from 0 and what it showed, up to a `quit` in it; an error from it
  ///     ends the run.
  public func run(
    _ program: NotebookProgram, leavingOut: Set<String>, finished: (Int, [Value]) throws -> Void
  ) -> RunOutcome {
    let head = program.frontMatter.statements(leavingOut: leavingOut)
    do throws(Diagnostics) {
      try interpreter.check(Program(head + program.cells.joined()), source: program.source)
    } catch {
      fail(error.rendered())
      return .refused
    }
    do {
      for statement in head { try run(statement, program.source) }
      for (index, statements) in program.cells.enumerated() {
        let (shown, hasQuit) = try run(statements, program.source)
        try finished(index, shown)
        if hasQuit { return .quit }
      }
      return interpreter.takeFailure() ? .failed : .finished
    } catch {
      return outcome(of: error)
    }
  }

  /// Shows the error of some work, and gives how it ended; nil if it did its work.
  public func outcome(of work: () throws -> Void) -> RunOutcome? {
    do {
      try work()
      return nil
    } catch {
      return outcome(of: error)
    }
  }

  /// Runs a cell and gives what it showed. A training that was interrupted ends without an error; the cell is then not
  /// done all the same.
  private func run(_ statements: Block, _ source: SourceText) throws -> (shown: [Value], hasQuit: Bool) {
    var shown: [Value] = []
    do {
      for statement in statements { try run(statement, source) { shown.append($0) } }
    } catch is Quit {
      return (shown, true)
    }
    if Interrupts.isRequested { throw Interrupted() }
    return (shown, false)
  }

  /// Shows where a notebook is wrong, and gives the exit status.
  public func refuse(_ errors: Diagnostics) -> Int32 {
    fail(errors.rendered())
    return RunOutcome.refused.exitStatus
  }

  /// Writes a message.
  public func tell(_ message: String) { say(message) }
}
