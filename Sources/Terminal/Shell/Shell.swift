import Bytes
import Glibc
import Language
import Printing

/// The loop of the prompt: read a statement, run it, show what it gave, until Ctrl-D or `quit`.
public final class Shell {
  private let runner: Runner
  private let history: HistoryFile?
  private let input: Int32
  private let output: Int32
  private let allowsColor: Bool
  private let greeting: [String]
  private let startup: SourceText?

  /// A shell on the streams open as `input` and `output`: with a prompt where `input` is a terminal. The prompt is in
  /// color where the terminal can show it and `allowsColor`; `greeting` are lines before it, and `startup` runs before the
  /// first one, if a person is there.
  public init(
    runner: Runner, history: HistoryFile? = .standard, allowsColor: Bool = true, greeting: [String] = [],
    startup: SourceText? = nil, input: Int32 = STDIN_FILENO, output: Int32 = STDOUT_FILENO
  ) {
    self.allowsColor = allowsColor
    self.greeting = greeting
    self.startup = startup
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
    if isPerson { runStartup() }
    runner.interpreter.keepsUndo = isPerson
    var status: Int32 = 0
    while !Interrupts.isEnding, let outcome = runNext(from: reader, isPerson: isPerson) {
      if !isPerson, status == 0 { status = outcome.exitStatus }
      if outcome == .quit || outcome == .closed || !isPerson && outcome == .interrupted { break }
    }
    return status
  }

  /// Nil when nothing more will come.
  private func runNext(from reader: any StatementReader, isPerson: Bool) -> RunOutcome? {
    switch reader.next() {
    case .end: return nil
    case .interrupted: return .interrupted
    case .tooLarge:
      runner.fail("error: " + StandardStreams.tooLarge)
      return .closed
    case .text(let text):
      let source = SourceText(name: "prompt", text: text)
      guard isPerson else { return runner.run(source) }
      let outcome = TerminalEcho.off(input) { runner.run(source, isTyped: true) }
      Interrupts.clear()
      if outcome == .interrupted { runner.say("interrupted; " + runner.interpreter.whatIsKept) }
      return outcome
    }
  }

  /// Whatever goes wrong in the start-up file is shown, and the prompt opens all the same.
  private func runStartup() {
    guard let startup else { return }
    _ = runner.run(startup)
    Interrupts.clear()
  }

  /// The prompt is on standard error where standard output goes elsewhere.
  private func openPrompt() -> Prompt {
    let output = isatty(output) == 1 ? output : STDERR_FILENO
    runner.say("gmvae: Gaussian-mixture VAEs. help lists the commands, Ctrl-D ends.")
    for line in greeting { runner.say(line.escapingControls) }
    runner.pictures = PictureDisplay(abilities: runner.results.abilities) { Readline.ask() }
    let completer = Completer(interpreter: runner.interpreter)
    return Prompt(
      input: input, output: output, abilities: TerminalAbilities(descriptor: output, allowsColor: allowsColor),
      history: history, messages: runner.messages, completer: completer.complete)
  }
}

/// The file of statements that run before the first prompt. It is the user's own: none is read from the working folder.
public enum StartupFile {
  /// `${XDG_CONFIG_HOME:-~/.config}/gmvae/init.gmv`; nil if there is no such file.
  public static var path: String? {
    guard let path = UserFolder.config.path({ Environment[$0] }).map({ $0 + "/gmvae/init.gmv" }),
      access(path, F_OK) == 0
    else { return nil }
    return path
  }
}
