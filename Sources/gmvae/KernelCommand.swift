import ArgumentParser
import CSystem
import Glibc
import Kernel
import Language
import Printing
import Session
import Terminal

/// `gmvae kernel CONNECTION_FILE` and `gmvae kernel install`.
struct KernelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kernel", abstract: "Be a kernel of Jupyter, or tell Jupyter that there is one.",
    usage: "gmvae kernel install [--user | --prefix <folder>]\ngmvae kernel <connection-file>",
    discussion: "Once installed, Jupyter offers notebooks and consoles of gmvae, and starts kernels itself.",
    subcommands: [KernelInstallCommand.self, KernelRunCommand.self], defaultSubcommand: KernelRunCommand.self)
}

/// `gmvae kernel install`: writes the description that Jupyter finds kernels by.
struct KernelInstallCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "install", abstract: "Tell Jupyter that this program is a kernel.")

  @Flag(help: "For yourself alone, below ~/.local/share/jupyter.")
  var user = false

  @Option(help: ArgumentHelp("Below this folder, such as that of a Python environment.", valueName: "folder"))
  var prefix: String?

  func validate() throws {
    if user, prefix != nil { throw ValidationError("--user and --prefix name two places: give one of them") }
  }

  func run() throws {
    try Output(descriptor: STDOUT_FILENO, abilities: TerminalAbilities(width: nil)).writeLine(
      "installed in \(install()); start it with: jupyter lab, or jupyter console --kernel gmvae")
  }

  /// Installs it and gives the folder.
  private func install() throws -> String {
    do throws(KernelError) {
      let place = user ? KernelSpecification.Place.user : prefix.map { .prefix($0) } ?? .system
      let specification = try KernelSpecification(
        place, program: [Self.program, "kernel"], variables: SessionEnvironment.processVariables)
      try specification.install()
      return specification.folder
    } catch {
      throw ValidationError(error.message)
    }
  }

  /// This program's own path.
  private static var program: String {
    guard let path = realpath(gm_program(), nil) else { return "gmvae" }
    defer { free(path) }
    return String(cString: path)
  }
}

/// `gmvae kernel CONNECTION_FILE`: what Jupyter calls.
struct KernelRunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Answer Jupyter until it ends the kernel.",
    usage: "gmvae kernel <connection-file>")

  @OptionGroup var options: SharedOptions

  @Argument(help: "The file in which Jupyter says where to listen.")
  var connectionFile: String

  func run() throws { throw ExitCode(KernelProcess(options).run(connectionFile)) }
}

/// The wiring of a kernel: session, interpreter and display.
struct KernelProcess {
  private let options: SharedOptions
  private let session: Session
  private let display = CellDisplay()

  init(_ options: SharedOptions) {
    self.options = options
    StandardStreams.secure()
    Interrupts.install()
    session = Session(
      SessionEnvironment(options, progress: { [display] in display.show($0) }, note: { [display] in display.note($0) }))
    session.showLive = { [display] in display.showLive($0) }
  }

  /// Answers Jupyter until it ends the kernel, and gives the exit status.
  func run(_ connectionFile: String) -> Int32 {
    do {
      let connection = try ConnectionFile(session.readNotebook(connectionFile))
      if options.safe { session.confineFiles(allowing: options.allow) }
      let figures = FigureSource(drawing: session.drawing, points: session.points)
      try Kernel(
        connection, interpreter: Interpreter(host: session), display: display, figures: figures,
        version: Session.version
      ).run()
      Interrupts.endIfRequested { session.end(byItself: false) }
      session.end(byItself: true)
      return 0
    } catch {
      let messages = Output(descriptor: 2, abilities: TerminalAbilities(width: nil))
      let reason = (error as? KernelError)?.message ?? (error as? CommandError)?.message ?? "\(error)"
      try? messages.writeLine("error: " + reason.escapingControls)
      return 1
    }
  }
}
