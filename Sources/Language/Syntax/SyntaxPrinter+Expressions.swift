extension SyntaxPrinter {
  /// An expression as text, in parentheses where it binds less tightly than `level`.
  static func text(_ expression: Expression, _ level: Precedence = .or) -> String {
    let text = bare(expression)
    return precedence(expression) < level ? "(\(text))" : text
  }

  /// An argument as text: what could read as a bare word or end early stands in parentheses.
  static func text(_ argument: ArgumentValue) -> String {
    switch argument {
    case .word(let word, _): word.text
    case .expression(let value): standsAlone(value) ? text(value) : "(\(text(value)))"
    }
  }

  private static func standsAlone(_ value: Expression) -> Bool {
    switch value.kind {
    case .number, .text, .list, .call: true
    case .unary(.minus, let operand): isNumber(operand)
    case .range(let lower, let upper, _): isNumber(lower) && isNumber(upper)
    default: false
    }
  }

  private static func isNumber(_ value: Expression) -> Bool {
    if case .number = value.kind { true } else { false }
  }

  private static func bare(_ expression: Expression) -> String {
    switch expression.kind {
    case .number(let number): NumberText.exact(number)
    case .text(let parts): "\"" + parts.map(text).joined() + "\""
    case .boolean(let boolean): boolean ? "true" : "false"
    case .name(let name): name
    case .list(let values): "[\(list(values))]"
    case .range(let lower, let upper, let includesUpper):
      text(lower, .sum) + (includesUpper ? "..." : "..<") + text(upper, .sum)
    case .unary(.minus, let operand): "-" + text(operand, .minus)
    case .unary(.not, let operand): "not " + text(operand, .not)
    case .binary(.power, let base, let exponent): text(base, .postfix) + " ** " + text(exponent, .minus)
    case .binary(let binary, let left, let right):
      text(left, binary.precedence == .comparison ? .range : binary.precedence) + " \(binary.rawValue) "
        + text(right, binary.precedence.tighter)
    case .call(let name, let values): "\(name.text)(\(list(values)))"
    case .field(let value, let name): text(value, .postfix) + "." + name.text
    case .index(let value, let index): text(value, .postfix) + "[\(text(index))]"
    }
  }

  private static func list(_ values: [Expression]) -> String {
    values.map { text($0) }.joined(separator: ", ")
  }

  private static func text(_ part: TextPart) -> String {
    switch part {
    case .expression(let expression): return "\\(\(text(expression)))"
    case .literal(let literal): return literal.escapedInQuotes
    }
  }

  private static func precedence(_ expression: Expression) -> Precedence {
    switch expression.kind {
    case .range: .range
    case .unary(.minus, _): .minus
    case .unary(.not, _): .not
    case .binary(let binary, _, _): binary.precedence
    default: .postfix
    }
  }
}

extension Expression {
  /// The expression as one writes it.
  public var written: String { SyntaxPrinter.text(self) }
}
