import Language

/// Runs texts of the command language and shows what they give: results on one stream, errors on another. The prompt,
/// `-c`, a script and standard input all go through it.
public final class Runner {
  /// What runs the statements; it keeps the variables from one text to the next.
  public let interpreter: Interpreter
  let messages: Output
  private let results: Output
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
    interpreter.isInterrupted = { Interrupts.isRequested }
  }

  /// Runs `source` up to its end or its first error, which is shown.
  public func run(_ source: SourceText) -> RunOutcome {
    do {
      let program = try Parser.parse(source)
      try interpreter.run(program, source: source) { try self.show($1, of: $0) }
      return Interrupts.isRequested ? interrupted() : .finished
    } catch {
      return outcome(of: error)
    }
  }

  private func show(_ value: Value, of statement: Statement) throws {
    guard value != .nothing, !options.isQuiet || statement.isQuestion else { return }
    progress?.finish()
    let printer = ValuePrinter(abilities: results.abilities)
    try results.writeLine(options.isJSON ? JSONPrinter.text(of: value) : printer.text(of: value))
  }

  private func outcome(of error: any Error) -> RunOutcome {
    progress?.finish()
    switch error {
    case is Quit: return .quit
    case is Interrupted: return interrupted()
    case is Output.Closed: return .failed
    case let error as Diagnostics: return refused(error.all)
    case let error as Diagnostic: return error.isSyntax ? refused([error]) : failed(error.rendered())
    default: return failed("error: " + "\(error)".escapingControls)
    }
  }

  private func refused(_ errors: [Diagnostic]) -> RunOutcome {
    _ = failed(errors.map { $0.rendered() }.joined(separator: "\n"))
    return .refused
  }

  private func failed(_ text: String) -> RunOutcome {
    say(messages.abilities.style.diagnostic(text))
    return .failed
  }

  private func interrupted() -> RunOutcome {
    progress?.finish()
    say("interrupted; " + kept)
    return .interrupted
  }

  private var kept: String {
    guard case .record(let model)? = interpreter.host.value(named: "model") else { return "the session is as it was" }
    let epoch = model["epoch"].map { " (epoch \($0.text))" } ?? ""
    return "the model is kept as trained so far" + epoch
  }

  /// A message nobody reads is no reason to stop.
  private func say(_ text: String) { try? messages.writeLine(text) }
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
