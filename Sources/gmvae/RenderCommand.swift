import ArgumentParser

/// `gmvae render NOTEBOOK.md [-o FILE]`.
struct RenderCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "render", abstract: "Make a page of a notebook, whole in one file, or a Jupyter notebook.",
    usage: "gmvae render <notebook.md> [-o <file.html> | -o <file.ipynb>] [--force]",
    discussion: "Nothing is run: the page shows what 'gmvae run NOTEBOOK.md --update' stored.")

  @OptionGroup var options: SharedOptions

  @Argument(help: "The notebook (.md).")
  var notebook: String

  @Option(name: .shortAndLong, help: "Where to write (default: beside the notebook, ending in .html).")
  var output: String?

  @Flag(help: "Replace a file even if it is not a page that gmvae made.")
  var force = false

  private var target: String { output ?? String(notebook.dropLast(3)) + ".html" }

  func validate() throws {
    guard notebook.hasSuffix(".md") else { throw ValidationError("a notebook is a file ending in .md") }
    guard RenderedFormat(path: target) != nil else {
      throw ValidationError("'\(target)' does not say what it is to be: end it in .html or .ipynb")
    }
  }

  func run() throws {
    throw ExitCode(Process(options).render(notebook: notebook, to: target, force: force))
  }
}
