import ArgumentParser
import Files
import Glibc
import Kernel
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
        place, program: [ProgramFile.path ?? "gmvae", "kernel"], variables: SessionEnvironment.processVariables)
      try specification.install()
      return specification.folder
    } catch {
      throw ValidationError(error.message)
    }
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
