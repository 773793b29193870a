import ArgumentParser

/// `gmvae kernel CONNECTION_FILE` and `gmvae kernel install`.
struct KernelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kernel", abstract: "Be a kernel of Jupyter, or tell Jupyter that there is one.",
    usage: "gmvae kernel install [--user | --prefix <folder>]\ngmvae kernel <connection-file>",
    discussion: "Once installed, Jupyter offers notebooks and consoles of gmvae, and starts kernels itself.",
    subcommands: [KernelInstallCommand.self, KernelRunCommand.self], defaultSubcommand: KernelRunCommand.self)
}
