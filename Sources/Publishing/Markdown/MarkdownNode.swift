/// A piece of a Markdown text, with the pieces in it.
struct MarkdownNode {
  /// What a piece is, as GitHub's dialect of Markdown has it.
  enum Kind: Equatable {
    case document
    case paragraph
    case heading(level: Int)
    case quote
    case list(isOrdered: Bool, start: Int, isTight: Bool)
    /// An item of a list; with a box to check in a list of tasks.
    case item(isChecked: Bool?)
    case code(String, language: String)
    case rule
    case table
    case row(isHeader: Bool)
    case cell
    case text(String)
    case softBreak
    case lineBreak
    case inlineCode(String)
    case emphasis
    case strong
    case strikethrough
    case link(url: String)
    case image(url: String)
    /// HTML as it was written.
    case html(String)
  }

  let kind: Kind
  /// The lines of the text that it comes from, counted from 1; only blocks know them.
  let lines: ClosedRange<Int>
  var children: [MarkdownNode] = []

  /// The words in it, without any marks.
  var plainText: String {
    switch kind {
    case .text(let text), .inlineCode(let text): text
    case .softBreak, .lineBreak: " "
    default: children.map(\.plainText).joined()
    }
  }

  /// The image's link where the piece is a paragraph of an image alone.
  var loneImage: (url: String, text: String)? {
    guard kind == .paragraph, children.count == 1, case .image(let url) = children[0].kind else { return nil }
    return (url, children[0].plainText)
  }

  /// All pieces of a tree of them.
  var all: [MarkdownNode] { [self] + children.flatMap(\.all) }
}
