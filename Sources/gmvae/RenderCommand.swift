import ArgumentParser
import Notebook
import Publishing
import Session

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

/// What a notebook can be rendered as.
enum RenderedFormat: String {
  case html
  case ipynb

  /// The format that a path's ending says.
  init?(path: String) {
    guard let ending = path.split(separator: ".").last?.lowercased() else { return nil }
    self.init(rawValue: ending)
  }

  /// The file, and the links to pictures that are not in it.
  func file(
    of notebook: Notebook, named name: String, read: @escaping (String) -> [UInt8]?
  ) -> (text: String, missing: [String]) {
    switch self {
    case .html:
      let page = Page(notebook, named: name, read: read)
      return (page.html, page.missing)
    case .ipynb:
      let jupyter = JupyterNotebook(notebook, named: name, read: read)
      return (jupyter.json, jupyter.missing)
    }
  }
}

/// One notebook to be made a file for reading.
struct NotebookRendering {
  private let notebook: Notebook
  private let folder: String
  private let name: String
  private let target: String

  init(_ text: String, path: String, target: String) {
    notebook = Notebook(parsing: Array(text.utf8))
    folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    name = String(path.dropFirst(folder.count).dropLast(".md".count))
    self.target = target
  }

  /// Writes it, and gives the links to pictures that could not be taken in.
  func write(through session: Session, force: Bool) throws -> [String] {
    guard let format = RenderedFormat(path: target) else { return [] }
    let file = format.file(of: notebook, named: name) { session.notebooks.readPicture(folder + $0) }
    try session.notebooks.storeRendered(Array(file.text.utf8), at: target, force: force, mayReplace: Page.isOne)
    return file.missing
  }
}
