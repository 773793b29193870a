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
