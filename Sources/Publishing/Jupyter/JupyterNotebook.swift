import Bytes
import Language
import Notebook

/// A notebook as Jupyter keeps them, nbformat 4.5. Prose becomes cells of Markdown; statements keep what they gave. There
/// is no kernel that runs them: Jupyter is for reading on.
public struct JupyterNotebook {
  /// The file.
  public let json: String
  /// The links to pictures that it could not take in.
  public let missing: [String]

  /// - Parameters:
  ///   - name: the notebook's name, for one without a title.
  ///   - read: gives a file's bytes for its path from the notebook's folder; nil if it cannot be read.
  public init(_ notebook: Notebook, named name: String, read: @escaping (String) -> [UInt8]?) {
    let files = NotebookFiles(read)
    let matter = (try? FrontMatter(of: notebook, named: name)) ?? FrontMatter.none
    let cells = notebook.parts.compactMap { JupyterCell($0, files) }
    let numbered = cells.enumerated().map { $1.value(id: "cell-\($0 + 1)") }
    let language = Value.object([("name", .text("gmvae")), ("file_extension", .text(".gmv"))])
    let metadata = Value.object([("language_info", language), ("title", .text(matter.title?.words ?? name))])
    let whole = Value.object([
      ("cells", .list(numbered)), ("metadata", metadata), ("nbformat", .number(4)), ("nbformat_minor", .number(5)),
    ])
    json = JSONPrinter.text(of: whole) + "\n"
    missing = files.missing
  }
}

extension Value {
  /// A text as Jupyter keeps it: the list of its lines, each with its line break.
  static func lines(_ text: String) -> Value {
    var lines = text.replacing("\r\n", with: "\n").split(separator: "\n", omittingEmptySubsequences: false).map {
      Value.text($0 + "\n")
    }
    if case .text(let last)? = lines.popLast(), last != "\n" { lines.append(.text(String(last.dropLast()))) }
    return .list(lines)
  }
}
