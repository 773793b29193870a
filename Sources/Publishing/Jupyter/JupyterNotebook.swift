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

/// A cell of a Jupyter notebook.
enum JupyterCell {
  /// Prose, and the pictures in it by their names.
  case markdown(String, attachments: [(name: String, picture: EmbeddedPicture)])
  /// Statements with their outputs.
  case code(String, outputs: [JupyterOutput])

  /// Nil for blank prose.
  init?(_ part: Notebook.Part, _ files: NotebookFiles) {
    switch part {
    case .prose(let bytes):
      let text = String(decoding: bytes, as: UTF8.self).trimmingBlankLines
      guard !text.isEmpty else { return nil }
      self = Self.prose(text, files)
    case .cell(let cell):
      let outputs = cell.output.map { JupyterOutput.outputs(in: $0.markdown, files) } ?? []
      self = .code(cell.text.trimmingBlankLines, outputs: outputs)
    }
  }

  /// Pictures become attachments, which links name.
  private static func prose(_ text: String, _ files: NotebookFiles) -> JupyterCell {
    var attachments: [(name: String, picture: EmbeddedPicture)] = [], names: [Substring: String] = [:]
    let pieces = text.split(separator: "](", omittingEmptySubsequences: false)
    let links = Set(pieces.dropFirst().compactMap { $0.firstIndex(of: ")").map($0.prefix(upTo:)) })
    for case .image(let url) in MarkdownReader.document(text).all.map(\.kind) {
      guard links.contains(url[...]), names[url[...]] == nil, let picture = files.picture(url) else { continue }
      let name = "picture-\(attachments.count + 1)"
      names[url[...]] = name
      attachments.append((name, picture))
    }
    let linked = pieces.dropFirst().map { piece in
      guard let end = piece.firstIndex(of: ")"), let name = names[piece.prefix(upTo: end)] else { return String(piece) }
      return "attachment:" + name + piece[end...]
    }
    return .markdown(([pieces.first.map(String.init) ?? ""] + linked).joined(separator: "]("), attachments: attachments)
  }

  /// The cell as JSON has it.
  func value(id: String) -> Value {
    switch self {
    case .markdown(let text, let attachments):
      let bundles = attachments.map { ($0.name, $0.picture.bundle) }
      return .object(
        [("cell_type", .text("markdown")), ("id", .text(id)), ("metadata", .object([]))]
          + (bundles.isEmpty ? [] : [("attachments", .object(bundles))]) + [("source", .lines(text))])
    case .code(let text, let outputs):
      return .object([
        ("cell_type", .text("code")), ("id", .text(id)), ("metadata", .object([])), ("execution_count", .nothing),
        ("outputs", .list(outputs.map(\.value))), ("source", .lines(text)),
      ])
    }
  }
}

extension EmbeddedPicture {
  /// The picture by its kind: letters for bytes, and an SVG drawing as the text it is.
  var bundle: Value {
    .object([
      (kind.rawValue, kind == .svg ? .lines(String(decoding: bytes, as: UTF8.self)) : .text(Base64.encoded(bytes)))
    ])
  }
}

extension String {
  /// The text without line breaks at both ends.
  fileprivate var trimmingBlankLines: String {
    let text = drop(while: \.isNewline)
    return String(
      text.prefix(text.lastIndex { !$0.isWhitespace }.map { text.distance(from: text.startIndex, to: $0) + 1 } ?? 0))
  }
}
