/// A piece of a source text with what it is, for showing code in colors. The pieces of a text are the whole text.
public struct CodeSpan: Sendable, Equatable {
  /// What a piece is.
  public enum Kind: String, Sendable {
    /// Words of the language itself, such as `let`.
    case keyword
    /// The first word of a command.
    case command
    /// The name of an argument, before `=`.
    case option
    /// A number.
    case number
    /// A text in quotes.
    case text
    /// From `#` to the end of the line.
    case comment
    /// All the rest.
    case plain
  }

  /// What it is.
  public let kind: Kind
  /// Its characters.
  public let text: String

  /// Takes a text apart, whether or not it is right.
  public static func spans(of text: String) -> [CodeSpan] {
    var reader = CodeSpanReader(text)
    return reader.read()
  }
}

/// Goes through a source text token by token.
private struct CodeSpanReader {
  private let lexer: Lexer
  private var place = 0
  private var spans: [CodeSpan] = []
  private var isAtStart = true

  init(_ text: String) { lexer = Lexer(text) }

  mutating func read() -> [CodeSpan] {
    while place < lexer.bytes.count { readToken() }
    return spans
  }

  private mutating func readToken() {
    let token = lexer.token(at: place, newlinesAreSpace: false)
    readGap(to: token.range.lower)
    switch token.kind {
    case .quote: append(.text, to: TextScanner(lexer.bytes).end(from: token.range.upper))
    case .number: append(.number, to: token.range.upper)
    case .word(let word): append(kind(of: word, token.range.upper), to: token.range.upper)
    default: append(.plain, to: token.range.upper)
    }
    isAtStart = token.kind == .separator || token.isSymbol("{") || token.isSymbol("}") || token.isWord("else")
  }

  private func kind(of word: String, _ end: Int) -> CodeSpan.Kind {
    if Reserved.words.contains(word) { return .keyword }
    let next = lexer.token(at: end, newlinesAreSpace: false)
    if next.isSymbol("="), !next.isSpaced { return .option }
    return isAtStart ? .command : .plain
  }

  /// Blanks and a comment.
  private mutating func readGap(to end: Int) {
    let gap = lexer.bytes[place..<end]
    if let sign = gap.firstIndex(of: UInt8(ascii: "#")) {
      append(.plain, to: sign)
      append(.comment, to: end)
    }
    append(.plain, to: end)
  }

  /// Adds what comes up to `end`; what is as the piece before it, to that.
  private mutating func append(_ kind: CodeSpan.Kind, to end: Int) {
    guard end > place else { return }
    let text = lexer.text(place, end)
    if let last = spans.last, last.kind == kind {
      spans[spans.count - 1] = CodeSpan(kind: kind, text: last.text + text)
    } else {
      spans.append(CodeSpan(kind: kind, text: text))
    }
    place = end
  }
}
