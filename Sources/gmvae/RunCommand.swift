import ArgumentParser

/// `gmvae run FILE [name=value ...]`; a file that ends in .md is a notebook.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Run a script or notebook; its variables can be set after its name.",
    usage: """
      gmvae run <file> [<name=value> ...]
      gmvae run <notebook.md> [<name=value> ...] [--update | --check]
      """)

  @ParentCommand var program: GMVAECommand

  @OptionGroup var options: SharedOptions

  @Argument(help: "The script or notebook (.md), or - for standard input.")
  var file: String

  @Argument(help: ArgumentHelp("Variables of the script, parameters of the notebook.", valueName: "name=value"))
  var assignments: [String] = []

  @Flag(help: "Write each cell's outputs into the notebook, and its figures into a folder beside it.")
  var update = false

  @Flag(help: "Compare the outputs with those in the notebook; the status is 1 if one differs.")
  var check = false

  @Option(
    help: ArgumentHelp("With --check: how much numbers may differ, as a share of the larger or of 1 (default 0.001)."))
  var tolerance: Double?

  private var isNotebook: Bool { file.hasSuffix(".md") }

  func validate() throws {
    if update, check { throw ValidationError("--update writes outputs and --check compares them: give one of them") }
    if update || check, !isNotebook {
      throw ValidationError("--update and --check take a notebook, a file ending in .md")
    }
    if let tolerance, !check || !(0...1).contains(tolerance) {
      throw ValidationError("--tolerance goes with --check and takes a number from 0 to 1")
    }
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
    let assignments = try assignments.map { try Assignment($0) }
    if isNotebook { throw ExitCode(process.run(notebook: file, mode, assignments)) }
    throw ExitCode(file == "-" ? process.runStandardInput(assignments) : process.run(file: file, assignments))
  }

  private var mode: NotebookRun.Mode {
    update ? .update : check ? .check(tolerance: tolerance ?? 0.001) : .show
  }
}
