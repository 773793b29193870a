import ArgumentParser
import CSystem
import Glibc
import Kernel
import Printing
import Session
import Terminal

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
