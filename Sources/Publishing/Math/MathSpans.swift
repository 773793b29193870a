/// The formulas in a Markdown text: `$…$` in a line, `$$…$$` in a line of their own. They are taken out before the text is read
/// as Markdown, which would take `_` and `*` for emphasis, and put back as formulas.
struct MathSpans {
  /// A formula, and how it was written.
  struct Formula: Equatable {
    let text: String
    let isDisplay: Bool

    var written: String { isDisplay ? "$$" + text + "$$" : "$" + text + "$" }
  }

  /// The text with a mark in the place of each formula.
  let marked: String
  private let formulas: [Formula]
  /// Around a formula's number; characters that no text means anything by.
  private static let opening: Character = "\u{E000}", closing: Character = "\u{E001}"

  init(_ markdown: String) {
    guard markdown.utf8.contains(UInt8(ascii: "$")) else {
      (marked, formulas) = (markdown, [])
      return
    }
    var scanner = MathScanner(markdown.filter { $0 != Self.opening && $0 != Self.closing })
    scanner.scan { "\(Self.opening)\($0)\(Self.closing)" }
    (marked, formulas) = (scanner.marked, scanner.formulas)
  }

  /// A text of the marked one in pieces.
  func pieces(of text: String) -> [Piece] {
    guard text.contains(Self.opening) else { return [.text(text)] }
    var pieces: [Piece] = [], rest = text[...]
    while let start = rest.firstIndex(of: Self.opening), let end = rest[start...].firstIndex(of: Self.closing),
      let number = Int(rest[rest.index(after: start)..<end]), formulas.indices.contains(number)
    {
      if start > rest.startIndex { pieces.append(.text(String(rest[..<start]))) }
      pieces.append(.formula(formulas[number]))
      rest = rest[rest.index(after: end)...]
    }
    return rest.isEmpty ? pieces : pieces + [.text(String(rest))]
  }

  /// A piece of a text.
  enum Piece: Equatable {
    case text(String)
    case formula(Formula)
  }

  /// A text of the marked one as it was written.
  func written(_ text: String) -> String {
    pieces(of: text).map {
      switch $0 {
      case .text(let text): text
      case .formula(let formula): formula.written
      }
    }.joined()
  }
}

/// Goes through a Markdown text once, over code and escaped signs.
private struct MathScanner {
  private let text: [Character]
  private var place = 0
  private(set) var marked = ""
  private(set) var formulas: [MathSpans.Formula] = []

  /// Where the last run of so many backticks begins: code that begins later has no end.
  private var lastRuns: [Int: Int] = [:]

  init(_ text: String) {
    self.text = Array(text)
    var place = 0
    while place < self.text.count {
      let length = run(of: "`", at: place)
      if length > 0 { lastRuns[length] = place }
      place += max(1, length)
    }
  }

  mutating func scan(mark: (Int) -> String) {
    var fence: (sign: Character, length: Int)?
    while place < text.count {
      if place == 0 || text[place - 1].isNewline {
        let run = fenceHere
        if let open = fence {
          if let run, run.sign == open.sign, run.length >= open.length { fence = nil }
          copyLine()
          continue
        } else if let run {
          fence = run
          copyLine()
          continue
        }
      }
      switch text[place] {
      case "\\": copy(2)
      case "`": copyCode()
      case "$":
        if let formula = formulaHere() {
          marked += mark(formulas.count)
          formulas.append(formula)
        } else {
          copy(run(of: "$", at: place))
        }
      default: copy(1)
      }
    }
  }

  private mutating func copy(_ count: Int) {
    let end = min(text.count, place + count)
    marked.append(contentsOf: text[place..<end])
    place = end
  }

  private mutating func copyLine() {
    copy((text[place...].firstIndex(where: \.isNewline) ?? text.count - 1) - place + 1)
  }

  private func run(of sign: Character, at start: Int) -> Int { text[start...].prefix { $0 == sign }.count }

  /// The fence that a line begins with.
  private var fenceHere: (sign: Character, length: Int)? {
    let start = place + text[place...].prefix { $0 == " " }.count
    guard start < text.count, text[start] == "`" || text[start] == "~" else { return nil }
    let length = run(of: text[start], at: start)
    return length >= 3 ? (text[start], length) : nil
  }

  /// Code in a line, up to as many backticks as it begins with.
  private mutating func copyCode() {
    let length = run(of: "`", at: place)
    guard lastRuns[length] ?? 0 > place else { return copy(length) }
    var end = place + length
    while end < text.count {
      guard text[end] == "`" else {
        end += 1
        continue
      }
      let other = run(of: "`", at: end)
      end += other
      if other == length { return copy(end - place) }
    }
    copy(length)
  }

  /// A formula that begins here, up to its end: no blank stands after the first `$` nor before the last, no digit after
  /// it, and no blank line in it, so that amounts of money are none.
  private mutating func formulaHere() -> MathSpans.Formula? {
    let isDisplay = run(of: "$", at: place) == 2, length = isDisplay ? 2 : 1
    guard run(of: "$", at: place) <= 2, place + length < text.count, isDisplay || !text[place + length].isWhitespace
    else {
      return nil
    }
    var end = place + length
    while end < text.count {
      if text[end] == "\\" {
        end += 2
        continue
      }
      if text[end].isNewline, end + 1 < text.count, text[end + 1].isNewline { return nil }
      if !isDisplay, text[end] == "`" { return nil }
      if text[end] == "$" {
        let after = end + length, isClosed = run(of: "$", at: end) == length
        guard isClosed, isDisplay || !text[end - 1].isWhitespace && !(after < text.count && text[after].isNumber) else {
          return nil
        }
        let inside = String(text[place + length..<end])
        guard !inside.allSatisfy(\.isWhitespace) else { return nil }
        place = after
        return MathSpans.Formula(text: inside, isDisplay: isDisplay)
      }
      end += 1
    }
    return nil
  }
}
