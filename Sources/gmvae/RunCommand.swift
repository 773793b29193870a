import ArgumentParser

/// `gmvae run FILE [name=value ...]`
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Run a script; its variables can be set after its name.",
    usage: "gmvae run <file> [<name=value> ...]")

  @ParentCommand var program: GMVAECommand

  @OptionGroup var options: SharedOptions

  @Argument(help: "The script, or - for standard input.")
  var file: String

  @Argument(help: ArgumentHelp("Variables of the script.", valueName: "name=value"))
  var assignments: [String] = []

  func validate() throws {
    if program.text != nil {
      throw ValidationError("-c runs a text and 'run' a file: give one of them, or put 'source FILE' into the text")
    }
    do throws(Assignment.Failure) {
      for assignment in assignments { _ = try Assignment(assignment) }
    } catch {
      throw ValidationError(error.description)
    }
  }

  func run() throws {
    let process = Process(options)
    for assignment in assignments { process.set(try Assignment(assignment)) }
    throw ExitCode(file == "-" ? process.runStandardInput() : process.run(file: file))
  }
}
