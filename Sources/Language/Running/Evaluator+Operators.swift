extension Evaluator {
  /// A value and where it was written.
  typealias Operand = (value: Value, range: SourceRange)

  func apply(_ unary: UnaryOperator, _ operand: Expression) throws(Diagnostic) -> Value {
    switch unary {
    case .not: return .boolean(!(try boolean(operand, "not")))
    case .minus:
      let value = try evaluate(operand)
      return .number(-(try number((value, operand.range), "-")))
    }
  }

  func apply(_ binary: BinaryOperator, _ left: Operand, _ right: Operand) throws(Diagnostic) -> Value {
    switch binary {
    case .equal: return .boolean(left.value == right.value)
    case .unequal: return .boolean(left.value != right.value)
    case .less, .lessOrEqual, .greater, .greaterOrEqual: return .boolean(try ordered(binary, left, right))
    case .in: return .boolean(try contains(right, left))
    case .plus: return try sum(left, right)
    default: return .number(try arithmetic(binary, left, right))
    }
  }

  private func ordered(_ binary: BinaryOperator, _ left: Operand, _ right: Operand) throws(Diagnostic) -> Bool {
    switch (left.value, right.value) {
    case (.number(let left), .number(let right)): return Self.holds(binary, left, right)
    case (.text(let left), .text(let right)): return Self.holds(binary, left, right)
    default:
      throw error(
        "'\(binary.rawValue)' cannot compare \(left.value.kindName) with \(right.value.kindName)",
        at: left.range.joined(right.range), hint: "it compares two numbers or two texts")
    }
  }

  private static func holds<Operand: Comparable>(_ binary: BinaryOperator, _ left: Operand, _ right: Operand) -> Bool {
    switch binary {
    case .less: left < right
    case .lessOrEqual: left <= right
    case .greater: left > right
    default: left >= right
    }
  }

  private func contains(_ container: Operand, _ element: Operand) throws(Diagnostic) -> Bool {
    switch (container.value, element.value) {
    case (.list(let values), let value): return values.contains(value)
    case (.range(let range), .number(let number)): return range.contains(number)
    case (.text(let text), .text(let part)): return part.isEmpty || text.contains(part)
    default:
      throw error(
        "'in' cannot look for \(element.value.kindName) in \(container.value.kindName)",
        at: element.range.joined(container.range),
        hint: "it looks in a list, for a number in a range, or for a text in a text")
    }
  }

  private func sum(_ left: Operand, _ right: Operand) throws(Diagnostic) -> Value {
    let range = left.range.joined(right.range)
    switch (left.value, right.value) {
    case (.text(let left), .text(let right)): return try Limits.checked(.text(left + right), self, range)
    case (.list(let left), .list(let right)): return try Limits.checked(.list(left + right), self, range)
    case (.text, _), (_, .text):
      throw error(
        "'+' cannot add \(left.value.kindName) and \(right.value.kindName)", at: range,
        hint: "insert a value into a text like this: \"count: \\(n)\"")
    default: return .number(try arithmetic(.plus, left, right))
    }
  }

  private func arithmetic(_ binary: BinaryOperator, _ left: Operand, _ right: Operand) throws(Diagnostic) -> Double {
    let (a, b) = (try number(left, binary.rawValue), try number(right, binary.rawValue))
    if b == 0, binary == .divide || binary == .remainder {
      throw error("division by zero", at: right.range, hint: "check the divisor first: if n != 0 { … }")
    }
    let result =
      switch binary {
      case .plus: a + b
      case .minus: a - b
      case .times: a * b
      case .divide: a / b
      case .remainder: a - b * (a / b).rounded(.down)
      default: Functions.power(a, b)
      }
    return try finite(result, at: left.range.joined(right.range), operands: [a, b])
  }

  /// A result as it is where it is a number, or where an operand was not one.
  func finite(_ result: Double, at range: SourceRange, operands: [Double]) throws(Diagnostic) -> Double {
    if result.isFinite || !operands.allSatisfy(\.isFinite) { return result }
    throw error(
      result.isNaN ? "this has no real value" : "the result is too large for a number", at: range,
      notes: ["computed from \(operands.map(NumberText.short).joined(separator: " and "))"],
      hint: result.isNaN
        ? "check the values first: if a > 0 { … }"
        : "the largest number is about 1.8e308; compute with logarithms instead")
  }

  /// The number an operand is; `what` names what needs it.
  func number(_ operand: Operand, _ what: String) throws(Diagnostic) -> Double {
    if case .number(let number) = operand.value { return number }
    let hint =
      if case .record(let record) = operand.value, let field = record.fields.first {
        "name one of its fields, such as .\(field.name)"
      } else { "numbers are written like 12, 0.5 or 1e-4" }
    throw error("'\(what)' needs numbers, not \(operand.value.kindName)", at: operand.range, hint: hint)
  }
}
