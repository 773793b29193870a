import Language
import Notebook

/// An output of a cell in a Jupyter notebook.
enum JupyterOutput {
  /// What was printed.
  case stream(String)
  /// A figure, and what it shows in words.
  case picture(EmbeddedPicture, String)
  /// Anything else that stands there.
  case markdown(String)

  /// What the Markdown of an output holds, piece by piece. Comments are left out.
  static func outputs(in markdown: String, _ files: NotebookFiles) -> [JupyterOutput] {
    let lines = markdown.split(omittingEmptySubsequences: false) { $0.isNewline }
    return MarkdownReader.document(markdown).children.compactMap { node in
      if case .code(let text, language: "output") = node.kind { return .stream(text) }
      if case .html(let text) = node.kind, text.hasPrefix("<!--") { return nil }
      if let image = node.loneImage, let picture = files.picture(image.url) { return .picture(picture, image.text) }
      let range = (node.lines.lowerBound - 1..<node.lines.upperBound).clamped(to: 0..<lines.count)
      return .markdown(lines[range].joined(separator: "\n"))
    }
  }

  /// The output as JSON has it.
  var value: Value {
    switch self {
    case .stream(let text):
      .object([("output_type", .text("stream")), ("name", .text("stdout")), ("text", .lines(text))])
    case .picture(let picture, let words): display(picture.bundle, words)
    case .markdown(let text): display(.object([("text/markdown", .lines(text))]), text)
    }
  }

  /// What is shown in the first form that the reader's program knows.
  private func display(_ bundle: Value, _ words: String) -> Value {
    guard case .record(var data) = bundle else { return .nothing }
    data.fields.append(.init("text/plain", .lines(words)))
    return .object([("output_type", .text("display_data")), ("data", .record(data)), ("metadata", .object([]))])
  }
}
