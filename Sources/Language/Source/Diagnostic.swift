/// One error, made for the person who wrote the source: what, where, what was expected, and a way out.
public struct Diagnostic: Error, Sendable, Equatable {
  /// What is wrong, in one line without a full stop.
  public var message: String
  /// The text it is in.
  public var source: SourceText
  /// Where in the text it is.
  public var range: SourceRange
  /// What was expected or is known, a line each.
  public var notes: [String]
  /// One way out, as a sentence.
  public var hint: String?
  /// The known name nearest to what was written.
  public var suggestion: String?
  /// Whether it was found before anything ran (exit status 2) rather than while running (exit status 1).
  public var isSyntax: Bool

  /// Creates a diagnostic.
  public init(
    _ message: String, in source: SourceText, at range: SourceRange, notes: [String] = [], hint: String? = nil,
    suggestion: String? = nil, isSyntax: Bool = false
  ) {
    self.message = message
    self.source = source
    self.range = range
    self.notes = notes
    self.hint = hint
    self.suggestion = suggestion
    self.isSyntax = isSyntax
  }
}

/// Every error found in a source text before any of it ran, in the order of the text.
public struct Diagnostics: Error, Sendable, Equatable {
  /// The errors; never empty when thrown.
  public let all: [Diagnostic]

  /// Gathers errors and puts them in the order of the text.
  public init(_ all: [Diagnostic]) {
    self.all = all.sorted { $0.range.lower < $1.range.lower }
  }

  /// All messages as text, one after the other.
  public func rendered() -> String {
    all.map { $0.rendered() }.joined(separator: "\n")
  }
}

extension Diagnostic {
  /// The widest source line shown whole; a longer one is cut around the caret.
  private static let width = 100

  /// The message as shown: `name:line:column: error: message`, the source line, a caret below the place, then the
  /// notes, the nearest name and the hint. Control characters of the source are escaped.
  public func rendered() -> String {
    let (line, column) = source.position(of: range.lower)
    let head =
      "\(source.name.escapingControls):\(line):\(column): error: \(message.escapingControls.shortened(to: 400))"
    return ([head] + excerpt() + advice()).joined(separator: "\n")
  }

  /// The source line and the line with caret and tildes below it; none where the source line is empty.
  private func excerpt() -> [String] {
    let line = source.line(at: range.lower)
    let before = line.before.escapingControls
    let marked = source.text(in: range).prefix { !$0.isNewline }
    let after = line.after.filter { $0 != "\r" }.escapingControls
    guard !(before + after).allSatisfy(\.isWhitespace) else { return [] }
    let length = max(1, min(String(marked).escapingControls.count, max(after.count, 1)))
    let (shown, caret, room) = Self.cut(before: Array(before), after: Array(after))
    let tildes = String(repeating: "~", count: max(0, min(length, room) - 1))
    return ["  " + shown, "  " + String(repeating: " ", count: caret) + "^" + tildes]
  }

  /// Cuts a line to `width` around its caret: the text shown, the caret's column in it, and the columns from there on.
  private static func cut(before: [Character], after: [Character]) -> (shown: String, caret: Int, room: Int) {
    let indent = before.prefix { $0 == " " }.count
    var left = Array(before.dropFirst(indent))
    var right = indent == before.count ? Array(after.drop { $0 == " " && left.isEmpty }) : after
    if left.count + right.count > width {
      if left.count > width * 2 / 3 { left = ["…"] + left.suffix(width / 2) }
      if left.count + right.count > width { right = right.prefix(max(1, width - left.count)) + ["…"] }
    }
    return (String(left + right), left.count, max(1, right.count))
  }

  private func advice() -> [String] {
    var lines = notes.map(\.escapingControls)
    if let suggestion {
      let question = "did you mean '\(suggestion.escapingControls)'?"
      lines.append(lines.popLast().map { $0 + "      " + question } ?? question)
    }
    if let hint { lines.append(hint.escapingControls) }
    return lines.map { "  " + $0 }
  }
}
