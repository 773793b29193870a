extension Interpreter {
  /// Where the session stands.
  var mark: SessionMark { SessionMark(host: host.mark, changes: changes) }

  /// A cell of steps that ran just now.
  func cell(
    _ steps: [JournalStep], _ output: ShownValues, since before: SessionMark, _ began: Double
  ) -> JournalCell {
    let after = mark
    return JournalCell(
      steps: steps, output: output, before: before, after: after == before ? before : after,
      seconds: host.now - began)
  }

  /// Runs a cell again where the session stands; an error leaves the cell as it was.
  func rerun(_ index: Int, report: @escaping Report) throws -> Value {
    let (cell, value) = try again(journal.cells[index], number: index + 1, report)
    journal.replace(index, with: cell)
    return value
  }

  /// Begins the session again and runs all cells; an error leaves everything as it was.
  func rerunAll(report: @escaping Report) throws -> Value {
    let kept = state, putBack = host.beginAgain()
    var last = Value.nothing
    do {
      begin()
      let comments = journal.takeComments()
      for (index, old) in kept.journal.cells.enumerated() {
        let (cell, value) = try again(old, number: index + 1, report)
        journal.append(cell)
        last = value
      }
      journal.putBack(comments: comments)
      return last
    } catch {
      putBack()
      state = kept
      throw error
    }
  }

  /// Forgets all but what was set from outside and the history.
  private func begin() {
    state = InterpreterState(changes: changes, journal: journal)
    for (name, value) in outside { globals[name] = value }
    journal.begin(at: mark)
  }

  private func again(
    _ cell: JournalCell, number: Int, _ report: @escaping Report
  ) throws -> (JournalCell, Value) {
    let outer = trace, before = mark, began = host.now
    trace = Trace(level: level)
    defer { trace = outer }
    if cell.steps.contains(where: \.isAboutData) { knownExpectation = "" }
    let lines = cell.steps.filter { !$0.isAboutData }.map(\.text)
    let source = SourceText(name: "cell \(number)", text: lines.joined(separator: "\n"))
    let program = try Parser.parse(source, commands, definitions: definitionNames)
    let value = try execute(program, source: source, isAtTop: true, report: report)
    if isInterrupted() { throw Interrupted() }
    return (self.cell(trace?.sourced ?? [], trace?.shown ?? ShownValues(), since: before, began), value)
  }
}
