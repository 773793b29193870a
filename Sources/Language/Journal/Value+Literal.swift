extension Value {
  /// The value as one writes it in a script; nil if it cannot be written.
  var literal: String? { expression.map { SyntaxPrinter.text($0) } }

  /// The value as one writes it in a script; its text in quotes where it cannot be written.
  public var written: String { literal ?? Value.text(text).literal ?? "" }

  /// The expression that gives the value; nil if none does.
  var expression: Expression? {
    let nowhere = SourceRange(0, 0)
    switch self {
    case .number(let number):
      guard number.isFinite else { return nil }
      let size = Expression(.number(abs(number)), at: nowhere)
      return number.sign == .minus ? Expression(.unary(.minus, size), at: nowhere) : size
    case .text(let text): return Expression(.text(text.isEmpty ? [] : [.literal(text)]), at: nowhere)
    case .boolean(let boolean): return Expression(.boolean(boolean), at: nowhere)
    case .range(let range):
      guard let lower = Value.number(range.lower).expression, let upper = Value.number(range.upper).expression else {
        return nil
      }
      return Expression(.range(lower, upper, includesUpper: range.includesUpper), at: nowhere)
    case .list(let values):
      let elements = values.compactMap(\.expression)
      return elements.count == values.count ? Expression(.list(elements), at: nowhere) : nil
    case .nothing, .record, .table: return nil
    }
  }
}
