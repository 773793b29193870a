import Glibc
import Language
import Notebook
import Printing
import Session
import Terminal

/// The wiring of one run of the program: streams, session, interpreter and runner.
struct Process {
  private let runner: Runner
  private let session: Session
  private let messages: Output
  private let options: SharedOptions
  private let status: StatusFile?

  init(_ options: SharedOptions) {
    self.options = options
    StandardStreams.secure()
    Interrupts.install()
    let results = Output(
      descriptor: STDOUT_FILENO, abilities: TerminalAbilities(descriptor: STDOUT_FILENO, allowsColor: !options.noColor))
    messages = Output(
      descriptor: STDERR_FILENO, abilities: TerminalAbilities(descriptor: STDERR_FILENO, allowsColor: !options.noColor))
    let progress = options.showsProgress ? ProgressDisplay(output: messages, form: options.progress) : nil
    status = options.status.map { [messages] in
      StatusFile($0) { try? messages.writeLine("note: " + $0.escapingControls) }
    }
    var environment = SessionEnvironment(
      options,
      progress: { [status] in
        progress?.show($0)
        status?.show($0)
      },
      note: { [messages] note in
        progress?.finish()
        try? messages.writeLine("note: " + note.escapingControls)
      })
    environment.checks = { results.abilities.checks }
    session = Session(environment)
    runner = Runner(
      interpreter: Interpreter(host: session), results: results, messages: messages, progress: progress,
      options: OutputOptions(
        isJSON: options.json, isQuiet: options.quiet, isEchoing: options.echo, startsViewer: !options.safe))
    session.figures.showLive = { [weak runner] in runner?.showLive($0) }
    status?.begin()
  }

  /// Runs a text, variables set to what the command line says, and gives the exit status.
  func run(_ text: String, named name: String, _ assignments: [Assignment] = []) -> Int32 {
    confine()
    let values = assignments.map { (name: $0.name, value: $0.value) }
    return ended(runner.run(SourceText(name: name, text: text), giving: values).exitStatus)
  }

  /// Runs a script file. The person named it, so it is read wherever it is.
  func run(file: String, _ assignments: [Assignment]) -> Int32 {
    guard let text = script(file) else {
      return (Interrupts.isRequested ? RunOutcome.interrupted : .failed).exitStatus
    }
    return run(text, named: file, assignments)
  }

  /// Runs a notebook, its parameters set to what the command line says.
  func run(notebook path: String, _ mode: NotebookRun.Mode, _ assignments: [Assignment]) -> Int32 {
    let path = session.notebooks.path(path)
    guard let text = saying({ try session.notebooks.read(path) }) else { return 1 }
    confine()
    do throws(Diagnostics) {
      var run = try NotebookRun(text, path: path, mode: mode, session: session, runner: runner)
      if let unknown = assignments.first(where: { !run.parameters.contains($0.name) }) {
        return refuse(unknown, known: run.parameters)
      }
      for assignment in assignments { runner.interpreter.give(assignment.name, assignment.value) }
      return ended(run.run(leavingOut: options.namesSet))
    } catch {
      return runner.refuse(error)
    }
  }

  /// Makes a page or Jupyter notebook of a notebook, and says which.
  func render(notebook path: String, to target: String, force: Bool) -> Int32 {
    let path = session.notebooks.path(path)
    guard let text = saying({ try session.notebooks.read(path) }) else { return 1 }
    confine()
    let work: Void? = saying {
      let missing = try NotebookRendering(text, path: path, target: target).write(through: session, force: force)
      for link in missing {
        try messages.writeLine("note: the picture '\(link)' is not there, and is left out".escapingControls)
      }
      if !options.quiet { runner.tell("wrote \(target)".escapingControls) }
    }
    return work == nil ? 1 : 0
  }

  /// Writes a notebook to begin with.
  func newNotebook(_ path: String, titled title: String?) -> Int32 {
    confine()
    let notebook = Notebook(skeletonTitled: title ?? FigureNames(notebook: path).title, at: path)
    return saying { try session.notebooks.create(notebook.bytes, at: path) } == nil
      ? 1 : runner.show("\(path.escapingControls): fill in the cell, then run it with --update")
  }

  /// Lists the notebooks in a folder.
  func listNotebooks(in folder: String) -> Int32 {
    confine()
    guard let table = saying({ try session.notebooks.list(in: folder) }) else { return 1 }
    return runner.show(.table(table))
  }

  /// Makes runs of a sweep, and gives the exit status.
  func work(in folder: String, processes: Int, retries: Int) -> Int32 {
    confine()
    var failed: Int?
    let work: Void? = saying {
      failed = try session.sweeps.work(in: folder, processes: processes, retries: retries) { line in
        if !options.quiet { runner.tell(line.escapingControls) }
      }
    }
    guard work != nil else { return ended(1) }
    return ended(failed.map { $0 == 0 ? 0 : 1 } ?? RunOutcome.interrupted.exitStatus)
  }

  /// Shows how far a sweep has come.
  func showSweep(in folder: String) -> Int32 {
    confine()
    guard let table = saying({ try session.sweeps.status(in: folder) }) else { return 1 }
    return runner.show(.table(table))
  }

  /// Copies the complete runs of one sweep's folder to another.
  func mergeSweep(_ source: String, into target: String) -> Int32 {
    confine()
    guard let text = saying({ try session.sweeps.merge(source, into: target) }) else { return 1 }
    return runner.show(text.escapingControls)
  }

  private func refuse(_ unknown: Assignment, known: [String]) -> Int32 {
    let nearest = NearestName.of(unknown.name, in: known).map { "did you mean '\($0)'?" }
    let list = known.isEmpty ? "it has none" : "it has " + known.joined(separator: ", ")
    refuse("the notebook has no parameter '\(unknown.name)'; " + (nearest ?? list))
    return RunOutcome.refused.exitStatus
  }

  /// Runs standard input as one script.
  func runStandardInput(_ assignments: [Assignment]) -> Int32 {
    guard let text = StandardStreams.readInput() else {
      refuse(StandardStreams.tooLarge)
      return RunOutcome.refused.exitStatus
    }
    return run(text, named: "-", assignments)
  }

  /// Opens the prompt, or reads statements one by one where standard input is no terminal.
  func openPrompt(startingUp: Bool) -> Int32 {
    var startup: SourceText?
    if startingUp, isatty(STDIN_FILENO) == 1, let path = StartupFile.path,
      let text = saying({ try session.notebooks.read(path) })
    {
      startup = SourceText(name: path, text: text)
    }
    confine()
    return ended(
      Shell(runner: runner, allowsColor: !options.noColor, greeting: session.offers, startup: startup).run())
  }

  /// Ends the session: what would be lost by an error or signal is saved before.
  private func ended(_ status: Int32) -> Int32 {
    Interrupts.endIfRequested {
      self.status?.end(RunOutcome.interrupted.exitStatus)
      session.end(byItself: false)
    }
    session.end(byItself: status == 0)
    self.status?.end(status)
    return status
  }

  /// Shows what `help` says of a topic.
  func explain(_ topic: String) -> Int32 {
    run("help " + topic.filter { $0.isLetter || "- ".contains($0) }, named: "help")
  }

  /// Shows the whole reference.
  func showReference() -> Int32 { runner.show(Commands.set.reference) }

  /// With `--safe`, shuts the door to all files but the allowed ones; nothing opens it again.
  private func confine() {
    if options.safe { session.confineFiles(allowing: options.allow) }
  }

  /// A script's text; nil if it cannot be read, which is said.
  private func script(_ path: String) -> String? {
    saying { try session.readScript(path) }
  }

  /// What some work gives; nil if it fails, which is said.
  private func saying<Result>(_ work: () throws -> Result) -> Result? {
    do {
      return try work()
    } catch is Interrupted {
      return nil
    } catch {
      let problem = error as? CommandError
      refuse((problem?.message ?? "\(error)") + (problem?.hint.map { "; \($0)" } ?? ""))
      return nil
    }
  }

  private func refuse(_ message: String) { try? messages.writeLine("error: \(message.escapingControls)") }
}
