import ArgumentParser

/// `gmvae notebook new` and `gmvae notebook list`.
struct NotebookCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "notebook", abstract: "Begin a notebook, or list those of a folder.",
    usage: "gmvae notebook new <file.md> [<title> ...]\ngmvae notebook list [<folder>]",
    discussion:
      "A notebook is a Markdown file whose cells 'gmvae run FILE.md' runs; --update stores their outputs in it.",
    subcommands: [NotebookNewCommand.self, NotebookListCommand.self])
}

/// `gmvae notebook list [FOLDER]`: what notebooks there are, and whether their outputs are stale.
struct NotebookListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the notebooks of a folder: title, cells, stale outputs, parameters.")

  @OptionGroup var options: SharedOptions

  @Argument(help: "The folder (default: the working folder).")
  var folder = "."

  func run() throws { throw ExitCode(Process(options).listNotebooks(in: folder)) }
}

/// `gmvae notebook new FILE [TITLE]`: a notebook to begin with, never in the place of a file.
struct NotebookNewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new", abstract: "Write a notebook to begin with: front matter, and a cell that runs.",
    usage: "gmvae notebook new <file.md> [<title> ...]")

  @OptionGroup var options: SharedOptions

  @Argument(help: "The notebook; a file that exists is left alone.")
  var file: String

  @Argument(help: "Its title (default: the file's name).")
  var title: [String] = []

  func run() throws {
    let words = title.joined(separator: " ")
    throw ExitCode(Process(options).newNotebook(file, titled: words.isEmpty ? nil : words))
  }
}
