/// What an expression or a command gives.
public indirect enum Value: Sendable, Equatable {
  /// No value.
  case nothing
  /// A number; whole numbers are numbers without a fraction.
  case number(Double)
  /// A text.
  case text(String)
  /// True or false.
  case boolean(Bool)
  /// A range of whole numbers.
  case range(NumberRange)
  /// Several values in order.
  case list([Value])
  /// Named fields, such as the accuracy or a figure.
  case record(Record)
  /// Rows and columns.
  case table(Table)
}

extension Value {
  /// The kind of value with its article, for messages: "a number", "a list".
  public var kindName: String {
    switch self {
    case .nothing: "nothing"
    case .number: "a number"
    case .text: "a text"
    case .boolean: "true or false"
    case .range: "a range"
    case .list: "a list"
    case .record(let record): "a record (\(record.kind))"
    case .table: "a table"
    }
  }

  /// A whole number of 64 bits: a number where that holds it, else a text of its digits.
  public init(seed: UInt64) {
    let largest: UInt64 = 1 << 53
    guard seed > largest else {
      self = .number(Double(seed))
      return
    }
    self = .text(String(seed))
  }

  /// The whole number of 64 bits that a number or a text of digits gives, or nil.
  public var seed: UInt64? {
    switch self {
    case .number(let number): abs(number) <= 9_007_199_254_740_992 ? UInt64(exactly: number) : nil
    case .text(let text): UInt64(text)
    default: nil
    }
  }

  /// Whether it is a figure or film that was drawn.
  var isFigure: Bool {
    if case .record(let record) = self { ["figure", "film"].contains(record.kind) } else { false }
  }

  /// Whether it is words that a person noted, and no result.
  var isNote: Bool { if case .record(let record) = self { record.kind == "note" } else { false } }

  /// The whole number this is, or nil.
  public var wholeNumber: Int? {
    guard case .number(let number) = self else { return nil }
    return Int(exactly: number)
  }
}

extension Value {
  /// The value as people write it: what `print` shows and `"\(…)"` inserts. Long lists and tables are cut short.
  public var text: String {
    switch self {
    case .nothing: ""
    case .number(let number): NumberText.short(number)
    case .text(let text): text
    case .boolean(let boolean): boolean ? "true" : "false"
    case .range(let range): range.text
    case .list(let values): Self.text(of: values)
    case .record(let record): record.text
    case .table(let table): table.text
    }
  }

  /// The value as one would write it in an expression: like `text`, with quotes around a text.
  public var quotedText: String {
    if case .text(let text) = self { "\"\(text)\"" } else { text }
  }

  private static let longestList = 20

  private static func text(of values: [Value]) -> String {
    let shown = values.prefix(longestList).map(\.quotedText)
    let rest = values.count > longestList ? ["… (\(values.count) in all)"] : []
    return "[" + (shown + rest).joined(separator: ", ") + "]"
  }
}

extension Value {
  /// The value that a text is as one writes it in the language: a number, a text in quotes, `true`, `false`, a list or a
  /// range of these; nil if it is none.
  public init?(written text: String) {
    let source = SourceText(name: "", text: text)
    var parser = Parser(source, .none, definitions: [])
    guard let literal = try? parser.expression(), parser.token.kind == .end, literal.isWrittenValue else { return nil }
    let evaluator = Evaluator(source: source, commands: .none, value: { _ in nil }, names: { [] })
    guard let value = try? evaluator.evaluate(literal) else { return nil }
    self = value
  }
}

extension Expression {
  /// Whether it is made of values alone.
  public var isWrittenValue: Bool {
    switch kind {
    case .number, .boolean: true
    case .text(let parts): parts.allSatisfy { if case .literal = $0 { true } else { false } }
    case .list(let elements): elements.allSatisfy(\.isWrittenValue)
    case .range(let lower, let upper, includesUpper: _): lower.isWrittenValue && upper.isWrittenValue
    case .unary(.minus, let size): size.isWrittenValue
    default: false
    }
  }
}
