extension Execution {
  /// Checks an expectation. One that does not hold is an error that shows both sides.
  func expect(_ condition: Expression, _ message: Expression?) throws(Diagnostic) {
    guard try !evaluator.boolean(condition, "expect") else { return }
    let reason = if let message { try evaluator.evaluate(message).text } else { source.text(in: condition.range) }
    throw evaluator.error("expectation not met: \(reason)", at: condition.range, notes: try sides(condition))
  }

  private func sides(_ condition: Expression) throws(Diagnostic) -> [String] {
    guard case .binary(let binary, let left, let right) = condition.kind, binary.precedence == .comparison else {
      return []
    }
    var lines = [String]()
    for side in [left, right] where !side.isLiteral {
      lines.append("\(source.text(in: side.range)) is \(try evaluator.evaluate(side).quotedText)")
    }
    return lines
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
