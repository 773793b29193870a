extension Checker {
  /// Checks the names and functions of an expression.
  mutating func check(_ expression: Expression) {
    switch expression.kind {
    case .name(let name) where !names.contains(name) && !isOpen:
      let name = Name(name, at: expression.range)
      errors.append(Diagnostic.unknownName(name, commands, in: source, known: suggestions, isSyntax: true))
    case .call(let name, let arguments):
      let evaluator = Evaluator(source: source, commands: commands, value: { _ in nil }, names: { [] }, isSyntax: true)
      record { () throws(Diagnostic) in _ = try evaluator.function(name, arguments) }
    default: break
    }
    expression.children.forEach { check($0) }
  }
}

extension Expression {
  /// The expressions directly inside.
  var children: [Expression] {
    switch kind {
    case .number, .boolean, .name: []
    case .text(let parts): parts.compactMap { if case .expression(let expression) = $0 { expression } else { nil } }
    case .list(let elements), .call(_, let elements): elements
    case .range(let left, let right, includesUpper: _), .binary(_, let left, let right), .index(let left, let right):
      [left, right]
    case .unary(_, let operand), .field(let operand, _): [operand]
    }
  }
}
