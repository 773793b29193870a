import Glibc
import Language

/// The loop of the prompt: read a statement, run it, show what it gave, until Ctrl-D or `quit`.
public final class Shell {
  private let runner: Runner
  private let history: HistoryFile?
  private let input: Int32
  private let output: Int32

  /// A shell on the streams open as `input` and `output`: with a prompt where `input` is a terminal.
  public init(
    runner: Runner, history: HistoryFile? = .standard, input: Int32 = STDIN_FILENO, output: Int32 = STDOUT_FILENO
  ) {
    self.runner = runner
    self.history = history
    self.input = input
    self.output = output
  }

  /// Runs statements until there are no more and gives the exit status. A person's errors are forgiven; from a pipe
  /// the first error's status counts, and Ctrl-C ends.
  public func run() -> Int32 {
    let isPerson = isatty(input) == 1
    let reader: any StatementReader = isPerson ? openPrompt() : PlainReader(descriptor: input)
    var status: Int32 = 0
    while let outcome = runNext(from: reader, isPerson: isPerson) {
      if outcome == .quit { break }
      if !isPerson, status == 0 { status = outcome.exitStatus }
      if !isPerson, outcome == .interrupted { break }
    }
    return status
  }

  /// Nil when nothing more will come.
  private func runNext(from reader: any StatementReader, isPerson: Bool) -> RunOutcome? {
    switch reader.next() {
    case .end: return nil
    case .interrupted: return .interrupted
    case .text(let text):
      defer { if isPerson { Interrupts.clear() } }
      return runner.run(SourceText(name: "prompt", text: text))
    }
  }

  private func openPrompt() -> Prompt {
    let abilities = TerminalAbilities(descriptor: output)
    try? runner.messages.writeLine(
      "gmvae: Gaussian-mixture variational autoencoders. help lists the commands, Tab completes, Ctrl-D ends.")
    let completer = Completer(interpreter: runner.interpreter)
    return Prompt(
      input: input, output: output, abilities: abilities, history: history, messages: runner.messages,
      completer: completer.complete)
  }
}
