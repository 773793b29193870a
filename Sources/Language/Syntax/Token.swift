/// The smallest part of a source text that means something.
struct Token: Equatable {
  enum Kind: Equatable {
    /// The end of the text.
    case end
    /// The end of a statement: a line break or `;`.
    case separator
    /// A name or keyword.
    case word(String)
    case number(Double)
    /// The quote that begins a text; the parser reads on from there.
    case quote
    case symbol(String)
    /// A character that means nothing here.
    case unknown(Character)
  }

  var kind: Kind
  var range: SourceRange
  /// Whether white space comes before it.
  var isSpaced: Bool

  func isSymbol(_ symbol: String) -> Bool { kind == .symbol(symbol) }

  func isWord(_ word: String) -> Bool { kind == .word(word) }

  /// Whether nothing of the statement can follow.
  var endsStatement: Bool { kind == .end || kind == .separator || isSymbol("}") }

  /// The token in words, for messages.
  var text: String {
    switch kind {
    case .end: "the end"
    case .separator: "the end of the line"
    case .word(let word): "'\(word)'"
    case .number(let number): "'\(NumberText.exact(number))'"
    case .quote: "a text"
    case .symbol(let symbol): "'\(symbol)'"
    case .unknown(let character): "'\(character)'"
    }
  }
}
