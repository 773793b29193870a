extension Execution {
  /// Checks an expectation. One that does not hold is an error that shows both sides.
  func expect(_ condition: Expression, _ message: Expression?) throws(Diagnostic) {
    guard try !evaluator.boolean(condition, "expect") else { return }
    let reason = if let message { try evaluator.evaluate(message).text } else { source.text(in: condition.range) }
    throw evaluator.error("expectation not met: \(reason)", at: condition.range, notes: sides(condition))
  }

  /// What the condition compared, a line each: `a.purity is 0.93`. Literals show their values already.
  private func sides(_ condition: Expression) -> [String] {
    switch condition.kind {
    case .binary(.and, let left, let right), .binary(.or, let left, let right): sides(left) + sides(right)
    case .binary(let binary, let left, let right) where binary.precedence == .comparison:
      [left, right].compactMap(shown)
    case .unary(.not, let operand): sides(operand)
    default: [condition].compactMap(shown)
    }
  }

  private func shown(_ side: Expression) -> String? {
    guard !side.isLiteral, let value = try? evaluator.evaluate(side) else { return nil }
    return "\(source.text(in: side.range).shortened) is \(value.quotedText.shortened)"
  }
}

extension Expression {
  /// Whether the source shows its value already.
  fileprivate var isLiteral: Bool {
    switch kind {
    case .number, .boolean: true
    default: false
    }
  }
}
