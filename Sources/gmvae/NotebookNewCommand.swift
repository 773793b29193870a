import ArgumentParser

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
