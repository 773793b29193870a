import ArgumentParser

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
