import Notebook
import Publishing

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
