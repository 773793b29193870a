import ArgumentParser

/// `gmvae -`
struct StandardInputCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "-", abstract: "Run a script from standard input.", shouldDisplay: false)

  @OptionGroup var options: SharedOptions
  @ParentCommand var parent: GMVAECommand

  func validate() throws { try parent.refuseText() }

  func run() throws { throw ExitCode(Process(options).runStandardInput()) }
}
