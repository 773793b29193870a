import Notebook
import Publishing
import Session

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
    let file = format.file(of: notebook, named: name) { session.readPicture(folder + $0) }
    try session.storeRendered(Array(file.text.utf8), at: target, force: force, mayReplace: Page.isOne)
    return file.missing
  }
}
