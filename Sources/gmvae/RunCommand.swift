import ArgumentParser

/// `gmvae run FILE [name=value ...]`
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Run a script; its variables can be set after its name.")

  @OptionGroup var options: SharedOptions

  @Argument(help: "The script, or - for standard input.")
  var file: String

  @Argument(help: ArgumentHelp("Variables of the script.", valueName: "name=value"))
  var assignments: [String] = []

  func validate() throws {
    for assignment in assignments where !assignment.contains("=") || assignment.hasPrefix("=") {
      throw ValidationError("'\(assignment)' sets no variable; write name=value")
    }
  }

  func run() throws {
    let process = Process(options)
    if let status = process.set(assignments) { throw ExitCode(status) }
    throw ExitCode(file == "-" ? process.runStandardInput() : process.run(file: file))
  }
}
