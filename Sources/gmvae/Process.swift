import Glibc
import Language
import Session
import Terminal

/// The wiring of one run of the program: streams, session, interpreter and runner.
struct Process {
  private let runner: Runner
  private let session: Session
  private let messages: Output

  init(_ options: SharedOptions) {
    StandardStreams.secure()
    Interrupts.install()
    let results = Output(
      descriptor: STDOUT_FILENO, abilities: TerminalAbilities(descriptor: STDOUT_FILENO, allowsColor: !options.noColor))
    messages = Output(
      descriptor: STDERR_FILENO, abilities: TerminalAbilities(descriptor: STDERR_FILENO, allowsColor: !options.noColor))
    let progress = options.quiet ? nil : ProgressDisplay(output: messages)
    var environment = SessionEnvironment(
      workingFolder: Self.workingFolder, variables: Self.environmentVariables, threads: options.threads,
      isInterrupted: { Interrupts.isRequested }, progress: { progress?.show($0) },
      note: { [messages] note in
        progress?.finish()
        try? messages.writeLine("note: " + note.escapingControls)
      })
    environment.delayingEnd = { Interrupts.delayingEnd($0) }
    environment.seed = options.seed ?? environment.seed
    environment.checks = { results.abilities.checks }
    session = Session(environment)
    runner = Runner(
      interpreter: Interpreter(host: session), results: results, messages: messages, progress: progress,
      options: OutputOptions(isJSON: options.json, isQuiet: options.quiet, isEchoing: options.echo))
  }

  /// Runs a text and gives the exit status.
  func run(_ text: String, named name: String) -> Int32 {
    runner.run(SourceText(name: name, text: text)).exitStatus
  }

  /// Runs a script file.
  func run(file: String) -> Int32 {
    do {
      return run(try session.readScript(file), named: file)
    } catch let error as CommandError {
      return refuse(error.message + (error.hint.map { "; \($0)" } ?? ""))
    } catch {
      return refuse("\(error)")
    }
  }

  /// Runs standard input as one script.
  func runStandardInput() -> Int32 {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = read(STDIN_FILENO, &chunk, chunk.count), count != 0 {
      if count < 0 {
        if errno == EINTR, !Interrupts.isRequested { continue }
        break
      }
      bytes += chunk[..<count]
    }
    return run(String(decoding: bytes, as: UTF8.self), named: "-")
  }

  /// Opens the prompt, or reads statements one by one where standard input is no terminal.
  func openPrompt() -> Int32 { Shell(runner: runner, greeting: session.offer).run() }

  /// Sets variables from `name=value`, in place of the script's own `let`; gives an exit status where one cannot be set.
  func set(_ assignments: [String]) -> Int32? {
    for assignment in assignments {
      let parts = assignment.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let (name, text) = (String(parts[0]), String(parts[1]))
      guard (try? Parser.parse(SourceText(name: "", text: "let \(name) = 0")))?.statements.count == 1 else {
        return refuse("'\(name)' cannot be the name of a variable: use letters, digits and _, and no command's name")
      }
      runner.interpreter.give(name, value(text))
    }
    return nil
  }

  private func value(_ text: String) -> Value {
    if let number = Double(text), number.isFinite { return .number(number) }
    return text == "true" || text == "false" ? .boolean(text == "true") : .text(text)
  }

  private func refuse(_ message: String) -> Int32 {
    try? messages.writeLine("error: \(message.escapingControls)")
    return 1
  }

  private static var workingFolder: String {
    guard let path = getcwd(nil, 0) else { return "." }
    defer { free(path) }
    return String(cString: path)
  }

  private static var environmentVariables: [String: String] {
    var variables: [String: String] = [:]
    var entry = environ
    while let text = entry.pointee {
      let parts = String(cString: text).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2 { variables[String(parts[0])] = String(parts[1]) }
      entry += 1
    }
    return variables
  }
}
