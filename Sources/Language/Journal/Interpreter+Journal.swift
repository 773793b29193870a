extension Interpreter {
  /// Runs a statement that stands at the top of a text, and keeps what runs it again.
  func runAtTop(_ statement: Statement, _ execution: Execution) throws -> Value {
    note(comments: statement.commentsBefore)
    let outer = trace, before = mark, began = host.now
    trace = Trace(level: level)
    if journal.isNew { journal.begin(at: before) }
    var outcome = Journal.Outcome.failed
    defer {
      let text = execution.source.text(in: statement.range)
      let steps = again(statement, text, outcome), shown = trace?.shown ?? ShownValues()
      trace = outer
      if outer == nil {
        journal.note(text, outcome)
        if !steps.isEmpty { journal.append(cell(steps, shown, since: before, began)) }
      } else {
        trace?.sourced += steps
        trace?.keep(shown.values)
      }
      if steps.isEmpty, outcome == .worked { note(comments: statement.commentBehind.map { [$0] } ?? []) }
    }
    do {
      let value = try execution.run([statement])
      outcome = .worked
      if value != .nothing, !value.isNote, !isAboutSession(statement) { last = value }
      return value
    } catch {
      if error is Interrupted { outcome = .interrupted }
      throw error
    }
  }

  /// Keeps comments where they were written: before the next cell, or among the steps of the script being sourced.
  func note(comments: [String]) {
    if trace == nil { journal.note(comments: comments) } else { trace?.sourced += JournalStep.comments(comments) }
  }

  /// Whether a command stands at the top by itself.
  func isAtTop(_ statement: Statement) -> Bool {
    guard case .command = statement.kind, let trace else { return false }
    return locals.isEmpty && level == trace.level + 1
  }

  /// What does again what the statement did.
  private func again(_ statement: Statement, _ text: String, _ outcome: Journal.Outcome) -> [JournalStep] {
    guard let trace, !trace.isPassedOver, !isAboutSession(statement) else { return [] }
    let behind = statement.commentBehind.map { [$0] } ?? []
    if outcome == .worked, trace.isRegular, !statement.isSource {
      let itself = self.text(of: statement, text)
      let whole = behind.isEmpty ? itself : itself + "  " + behind.joined(separator: "  ")
      return [JournalStep(text: whole)] + expectation
    }
    let steps = statement.isSource ? trace.sourced : trace.lines.map { JournalStep(text: $0) }
    return (steps.isEmpty ? [] : JournalStep.comments(behind)) + steps + expectation
  }

  /// The statement as a file can have it: as written, unless only the prompt understands that.
  private func text(of statement: Statement, _ text: String) -> String {
    let program = try? Parser.parse(SourceText(name: "", text: text), commands, definitions: definitionNames)
    return program?.statements == [statement] ? text : line(statement)
  }

  /// A statement as one writes it, knowing the definitions there are.
  func line(_ statement: Statement) -> String { SyntaxPrinter.line(statement, commands, definitions: definitionNames) }

  /// Where other data was loaded: that it is the same when it is loaded again.
  private var expectation: [JournalStep] {
    guard let text = host.expectation, text != knownExpectation else { return [] }
    knownExpectation = text
    return [JournalStep(text: text, isAboutData: true)]
  }

  /// What ran so far.
  var past: Past {
    Past(journal: journal, comments: journal.commentCell(at: mark), parameters: literalsOutside)
  }

  /// The variables set from outside, as one writes them.
  var literalsOutside: [(name: String, literal: String)] {
    outside.compactMap { name, value in value.literal.map { (name, $0) } }
  }
}

extension Statement {
  /// Whether it runs a script.
  fileprivate var isSource: Bool {
    if case .command(let command) = kind { command.verb.text == "source" } else { false }
  }
}

extension Interpreter {
  /// Whether a statement looks at the session or ends it, and does nothing that could be done again.
  fileprivate func isAboutSession(_ statement: Statement) -> Bool {
    guard case .command(let command) = statement.kind, definitions[command.verb.text] == nil else { return false }
    let declarations = Declarations(commands: commands, source: SourceText(name: "", text: ""), isSyntax: false)
    return (try? declarations.find(command).0.isAboutSession) ?? false
  }
}

extension SyntaxPrinter {
  /// One statement as text, without a line break at the end.
  static func line(_ statement: Statement, _ commands: CommandSet, definitions: [String] = []) -> String {
    String(print(Program([statement]), commands, definitions: definitions).dropLast())
  }
}
