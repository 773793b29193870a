import Language
import Printing

/// Runs texts of the command language and shows what they give: results on one stream, errors on another. The prompt,
/// `-c`, a script and standard input all go through it.
public final class Runner {
  /// What runs the statements; it keeps the variables from one text to the next.
  public let interpreter: Interpreter
  let messages: Output
  let results: Output
  /// Shows figures beside their paths.
  var pictures: PictureDisplay
  private let progress: ProgressDisplay?
  private let options: OutputOptions

  /// A runner for `interpreter`, which from now on stops at Ctrl-C. `progress` is the display that the host reports to.
  public init(
    interpreter: Interpreter, results: Output, messages: Output, progress: ProgressDisplay? = nil,
    options: OutputOptions = OutputOptions()
  ) {
    self.interpreter = interpreter
    self.results = results
    self.messages = messages
    self.progress = progress
    self.options = options
    pictures = PictureDisplay(abilities: results.abilities, ask: nil)
    interpreter.isInterrupted = { Interrupts.isRequested }
  }

  /// Runs `source` up to its end or its first error, which is shown; nothing of it if it does not parse or check.
  /// Commands may be shortened if a person types them; `values` are set from outside.
  public func run(
    _ source: SourceText, isTyped: Bool = false, giving values: [(name: String, value: Value)] = []
  ) -> RunOutcome {
    interpreter.lineWidth = min(Help.widest, results.abilities.width ?? .max)
    if isTyped, let reply = Habits.reply(to: source.text, in: interpreter) { return give(reply, source) }
    do throws(Diagnostics) {
      let source = isTyped ? try interpreter.writtenOut(source) : source
      let program = try Parser.parse(source, interpreter.commands, definitions: interpreter.definitionNames)
      guard give(values, to: program, source) else { return .refused }
      try interpreter.check(program, source: source)
      return run(program, source)
    } catch {
      fail(error.rendered())
      return .refused
    }
  }

  /// Does what a habit stands for.
  private func give(_ reply: Habits.Reply, _ source: SourceText) -> RunOutcome {
    switch reply {
    case .run(let text, isTimed: false): return run(writtenOut: text, source)
    case .run(let text, isTimed: true): return timing { run(writtenOut: text, source) }
    case .told(let line): say(line)
    case .shown(let value): _ = show(value)
    case .opened(let path):
      if let reason = options.startsViewer ? Viewer.open(path) : Viewer.isOff { say(reason.escapingControls) }
    }
    return .finished
  }

  /// Runs a text as if it had been typed in the place of another.
  private func run(writtenOut text: String, _ source: SourceText) -> RunOutcome {
    run(SourceText(name: source.name, text: text), isTyped: true)
  }

  /// Tells what some work took.
  private func timing(_ work: () -> RunOutcome) -> RunOutcome {
    let before = ResourceUse()
    let outcome = work()
    progress?.finish()
    say(messages.abilities.style(.faint, before.textSince))
    return outcome
  }

  /// Sets values from outside; false if the program does not have one of them, which is said.
  private func give(_ values: [(name: String, value: Value)], to program: Program, _ source: SourceText) -> Bool {
    do throws(CommandError) {
      try interpreter.give(values, to: program, in: source)
      return true
    } catch {
      _ = outcome(of: error)
      return false
    }
  }

  /// Shows a text as it is and gives the exit status.
  public func show(_ text: String) -> Int32 {
    do {
      try results.writeLine(text)
      return RunOutcome.finished.exitStatus
    } catch {
      return outcome(of: error).exitStatus
    }
  }

  /// Shows a value as if a statement had given it, and gives the exit status.
  public func show(_ value: Value) -> Int32 {
    let printer = ValuePrinter(abilities: results.abilities)
    return show(options.isJSON ? JSONPrinter.text(of: value) : printer.text(of: value))
  }

  private func run(_ program: Program, _ source: SourceText) -> RunOutcome {
    do {
      for statement in program.statements { try run(statement, source) }
      interpreter.noteComments(after: program)
      try interpreter.checkGivenWereUsed()
      return Interrupts.isRequested ? .interrupted : interpreter.takeFailure() ? .failed : .finished
    } catch {
      return outcome(of: error)
    }
  }

  /// Runs a statement and shows what it gives; `hear` gets the values too.
  func run(_ statement: Statement, _ source: SourceText, hear: @escaping (Value) -> Void = { _ in }) throws {
    if options.isEchoing { try echo(statement, source) }
    try timed {
      try interpreter.run(statement, source: source) { [self] in
        hear($1)
        try show($1, of: $0)
      }
    }
  }

  /// Shows a statement as it would have been typed at the prompt; beside JSON, on the stream of the messages.
  private func echo(_ statement: Statement, _ source: SourceText) throws {
    let lines = source.text(in: statement.range).split(separator: "\n", omittingEmptySubsequences: false)
    let text = Prompt.first + lines.map { String($0).escapingControls }.joined(separator: "\n" + Prompt.continuation)
    try (options.isJSON ? messages : results).writeLine(text)
  }

  /// Tells what a statement took, if that is set.
  private func timed(_ work: () throws -> Void) throws {
    guard interpreter.host.settings.isOn(.timing) else { return try work() }
    let before = ResourceUse()
    defer {
      progress?.finish()
      say(messages.abilities.style(.faint, before.textSince))
    }
    try work()
  }

  private func show(_ value: Value, of statement: Statement) throws {
    guard value != .nothing, !options.isQuiet || statement.isQuestion else { return }
    progress?.finish()
    try showPicture(value)
    let settings = interpreter.host.settings
    let printer = ValuePrinter(abilities: results.abilities, showsAllRows: settings[.rows] == .text("all"))
    try results.writeLine(options.isJSON ? JSONPrinter.text(of: value) : printer.text(of: value))
  }

  /// A figure, above the path it was written to; where its numbers may have no room between blocks, with their table.
  private func showPicture(_ value: Value) throws {
    guard !options.isJSON, case .record(let figure) = value, figure.kind == "figure" else { return }
    let settings = interpreter.host.settings
    guard let shown = interpreter.host.figure(of: figure),
      let picture = pictures.shown(shown, setting: settings[.pictures].text)
    else { return }
    try results.write(picture.text)
    guard picture.isOfLetters, let counts = figure["counts"] else { return }
    let printer = ValuePrinter(abilities: results.abilities, showsAllRows: settings[.rows] == .text("all"))
    try results.writeLine(printer.text(of: counts))
  }

  /// Shows a figure above the progress, in the place of the last one.
  public func showLive(_ figure: ShownFigure) {
    guard !options.isJSON, let progress else { return }
    let setting = interpreter.host.settings[.pictures].text
    if let picture = pictures.shown(figure, setting: setting, replacing: true) { progress.show(picture: picture) }
  }

  func outcome(of error: any Error) -> RunOutcome {
    progress?.finish()
    switch error {
    case is Quit: return .quit
    case is Interrupted: return .interrupted
    case is Output.Closed: return .closed
    case let error as Diagnostics: fail(error.rendered())
    case let error as Diagnostic: fail(error.rendered())
    case let error as CommandError:
      fail(("error: " + error.message + (error.hint.map { "; \($0)" } ?? "")).escapingControls)
    default: fail("error: " + "\(error)".escapingControls)
    }
    return .failed
  }

  func fail(_ text: String) { say(messages.abilities.style.diagnostic(text)) }

  /// Writes a message; that nobody reads it is no reason to stop.
  func say(_ text: String) { try? messages.writeLine(text) }
}

extension Statement {
  /// Whether it asks for a value to be shown and does nothing else.
  fileprivate var isQuestion: Bool {
    switch kind {
    case .print, .expression: true
    default: false
    }
  }
}
