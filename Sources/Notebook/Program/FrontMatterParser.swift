import Language

/// Reads front matter: the little of YAML that notebooks need.
struct FrontMatterParser {
  private let source: SourceText
  private let commands: CommandSet
  private var matter = FrontMatter()
  private var errors: [Diagnostic] = []
  private var isInParameters = false
  private var names: Set<String> = []

  /// Throws every error found in the first `length` bytes of a notebook.
  static func parse(
    _ source: SourceText, _ commands: CommandSet, length: Int
  ) throws(Diagnostics) -> FrontMatter {
    var parser = FrontMatterParser(source: source, commands: commands)
    var offset = 0
    for line in source.text(in: SourceRange(0, length)).utf8.split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    {
      parser.read(Substring(line), at: offset)
      offset += line.count + 1
    }
    guard parser.errors.isEmpty else { throw Diagnostics(parser.errors) }
    return parser.matter
  }

  private init(source: SourceText, commands: CommandSet) {
    self.source = source
    self.commands = commands
  }

  private mutating func read(_ line: Substring, at offset: Int) {
    let text = line.drop(while: \.isWhitespace)
    guard let first = text.first, first != "#", !text.hasPrefix("---") else { return }
    let isIndented = text.startIndex != line.startIndex
    if !isIndented { isInParameters = false }
    guard !isIndented || isInParameters else { return }
    let start = offset + line.utf8.count - text.utf8.count
    guard let colon = text.firstIndex(of: ":") else {
      if isInParameters { fail("a parameter has a name and a value", at: start, text) }
      return
    }
    let value = text[text.index(after: colon)...].trimmingBlanks
    let key = Name(String(text[..<colon].trimmingBlanks), at: SourceRange(start, start + text[..<colon].utf8.count))
    let valueStart = start + text[..<value.startIndex].utf8.count
    isIndented ? addParameter(key, value, valueStart, text) : set(key, value, valueStart)
  }

  private mutating func set(_ key: Name, _ value: Substring, _ start: Int) {
    switch key.text {
    case "parameters": isInParameters = true
    case "title": matter.title = entry(key, value, start)
    case "seed": matter.seed = entry(key, value, start)
    case "threads": matter.threads = entry(key, value, start)
    default: break
    }
  }

  private mutating func addParameter(_ key: Name, _ value: Substring, _ start: Int, _ line: Substring) {
    guard Parser.isName(key.text, commands) else {
      return fail("'\(key.text)' cannot be the name of a variable", at: key.range.lower, line)
    }
    guard names.insert(key.text).inserted else {
      return fail("the parameter '\(key.text)' is there twice", at: key.range.lower, line)
    }
    guard let entry = entry(key, value, start) else {
      return fail("the parameter '\(key.text)' has no value", at: key.range.lower, line)
    }
    matter.parameters.append(entry)
  }

  /// Nil if there is no value.
  private func entry(_ key: Name, _ value: Substring, _ start: Int) -> FrontMatter.Entry? {
    guard let first = value.first, first != "#" else { return nil }
    if let literal = literal(value, start) {
      return FrontMatter.Entry(name: key, value: literal, words: literal.words ?? source.text(in: literal.range))
    }
    let text = value.firstRange(of: " #").map { value[..<$0.lowerBound].trimmingBlanks } ?? value
    let range = SourceRange(start, start + text.utf8.count)
    let value = Expression(.text([.literal(String(text))]), at: range)
    return FrontMatter.Entry(name: key, value: value, words: String(text))
  }

  /// The text as a value of the language, at its place in the notebook; nil if it is none.
  private func literal(_ text: Substring, _ start: Int) -> Expression? {
    let assignment = "let p="
    let program = try? Parser.parse(SourceText(name: source.name, text: assignment + text), commands)
    guard let statement = program?.statements.first, program?.statements.count == 1,
      case .let(_, .expression(let value)) = statement.kind, value.isWrittenValue
    else { return nil }
    return value.moved(by: start - assignment.utf8.count)
  }

  private mutating func fail(_ message: String, at start: Int, _ line: Substring) {
    errors.append(
      Diagnostic(
        message, in: source, at: SourceRange(start, start + line.trimmingBlanks.utf8.count),
        hint: "write it like this: epochs: 20", isSyntax: true))
  }
}

extension Expression {
  /// What a text says; nil if it is none.
  fileprivate var words: String? {
    guard case .text(let parts) = kind else { return nil }
    return parts.map { if case .literal(let text) = $0 { text } else { "" } }.joined()
  }

  /// The same, made of values alone, at another place.
  fileprivate func moved(by distance: Int) -> Expression {
    let kind: Kind =
      switch kind {
      case .list(let elements): .list(elements.map { $0.moved(by: distance) })
      case .range(let lower, let upper, let includesUpper):
        .range(lower.moved(by: distance), upper.moved(by: distance), includesUpper: includesUpper)
      case .unary(let sign, let size): .unary(sign, size.moved(by: distance))
      default: kind
      }
    return Expression(kind, at: SourceRange(range.lower + distance, range.upper + distance))
  }
}

extension Substring {
  /// The text without blanks at both ends.
  fileprivate var trimmingBlanks: Substring {
    let text = drop(while: \.isWhitespace)
    return text.prefix(
      text.lastIndex { !$0.isWhitespace }.map { text.distance(from: text.startIndex, to: $0) + 1 } ?? 0)
  }
}
