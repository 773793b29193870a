import Language

/// What a list of notebooks says of one.
public struct NotebookSummary: Sendable, Equatable {
  /// Its title, or else its first heading; empty if it has neither.
  public let title: String
  /// How many cells it has.
  public let cells: Int
  /// How many of them have an output.
  public let outputs: Int
  /// How many of these are older than their cells' statements.
  public let stale: Int
  /// Its parameters with what they are unless the command line says otherwise: `epochs=20`.
  public let parameters: [String]
  /// The first reason why it would not run; nil if it parses.
  public let problem: String?

  /// The summary of a notebook; nil if it has no cells and is Markdown like any other.
  public init?(_ notebook: Notebook, named name: String, _ commands: CommandSet) {
    guard !notebook.cells.isEmpty else { return nil }
    cells = notebook.cells.count
    outputs = notebook.cells.count { $0.output != nil }
    stale = notebook.cells.count(where: \.isStale)
    var matter = FrontMatter(), problem: String?
    do throws(Diagnostics) {
      matter = try NotebookProgram(notebook, named: name, commands).frontMatter
    } catch {
      problem = error.all.first?.message
    }
    self.problem = problem
    title = matter.title?.value.plainText ?? notebook.firstHeading ?? ""
    parameters = matter.parameters.map { $0.name.text + "=" + $0.value.plainText }
  }
}

extension Notebook {
  /// The words of the first line of prose that begins with `#`.
  fileprivate var firstHeading: String? {
    for case .prose(let bytes) in parts {
      for line in bytes.split(separator: UInt8(ascii: "\n")) where line.first == UInt8(ascii: "#") {
        let words = line.drop { $0 == UInt8(ascii: "#") }.drop(while: \.isBlank).trimmed
        if !words.isEmpty { return String(decoding: words, as: UTF8.self) }
      }
    }
    return nil
  }
}

extension Expression {
  /// A text without its quotes, any other value as one writes it.
  fileprivate var plainText: String {
    guard case .text(let parts) = kind else { return written }
    return parts.map { if case .literal(let text) = $0 { text } else { "" } }.joined()
  }
}
