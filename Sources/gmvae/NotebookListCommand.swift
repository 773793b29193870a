import ArgumentParser

/// `gmvae notebook list [FOLDER]`: what notebooks there are, and whether their outputs are stale.
struct NotebookListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the notebooks of a folder: title, cells, stale outputs, parameters.")

  @OptionGroup var options: SharedOptions

  @Argument(help: "The folder (default: the working folder).")
  var folder = "."

  func run() throws { throw ExitCode(Process(options).listNotebooks(in: folder)) }
}
