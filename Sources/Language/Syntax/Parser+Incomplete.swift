extension Parser {
  /// Whether more lines belong to the text: a bracket or brace is still open. A text in quotes ends with its line.
  public static func isIncomplete(_ text: String) -> Bool {
    let lexer = Lexer(text)
    let closing = ["(": ")", "[": "]", "{": "}"]
    var open = [String]()
    var token = lexer.token(at: 0, newlinesAreSpace: true)
    while token.kind != .end {
      var next = token.range.upper
      switch token.kind {
      case .quote:
        let scanned = TextScanner(lexer.bytes).scan(from: next)
        if !scanned.isClosed { return false }
        next = scanned.end
      case .symbol(let symbol):
        if let closer = closing[symbol] { open.append(closer) }
        if [")", "]", "}"].contains(symbol), open.popLast() != symbol { return false }
      default: break
      }
      token = lexer.token(at: next, newlinesAreSpace: true)
    }
    return !open.isEmpty
  }
}
