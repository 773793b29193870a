extension Parser {
  /// Whether more lines belong to the text: a bracket or brace is still open. A text in quotes ends with its line.
  public static func isIncomplete(_ text: String) -> Bool {
    var brackets = OpenBrackets()
    brackets.read(text)
    return brackets.areOpen
  }
}

/// The brackets that are open after the lines read so far. Each line is read once, however long the statement.
public struct OpenBrackets {
  /// What closes them, the innermost last.
  private var closing: [String] = []
  /// Whether something can never be right, so that no further line helps.
  private var isWrong = false

  /// None are open before the first line.
  public init() {}

  /// Whether more lines belong to the statement.
  public var areOpen: Bool { !isWrong && !closing.isEmpty }

  /// Reads a line, or several.
  public mutating func read(_ line: String) {
    let lexer = Lexer(line), pairs = ["(": ")", "[": "]", "{": "}"]
    var token = lexer.token(at: 0, newlinesAreSpace: true)
    while token.kind != .end, !isWrong {
      var next = token.range.upper
      switch token.kind {
      case .quote:
        let scanned = TextScanner(lexer.bytes).scan(from: next)
        isWrong = !scanned.isClosed
        next = scanned.end
      case .symbol(let symbol):
        if let closer = pairs[symbol] { closing.append(closer) }
        if [")", "]", "}"].contains(symbol), closing.popLast() != symbol { isWrong = true }
      default: break
      }
      token = lexer.token(at: next, newlinesAreSpace: true)
    }
  }
}
