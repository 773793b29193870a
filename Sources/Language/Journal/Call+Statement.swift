extension Call {
  /// The command as a statement with the values it was given in place of names; nil if one of them cannot be written.
  public var statement: String? {
    let nowhere = SourceRange(0, 0)
    var command = Command(verb: Name(declaration.path[0], at: nowhere))
    command.arguments = declaration.path.dropFirst().map { Argument(.word(Name($0, at: nowhere), expression: nil)) }
    for parameter in declaration.parameters {
      guard let value = arguments[parameter.name] else { continue }
      guard let literal = value.expression else { return nil }
      command.arguments.append(Argument(name: Name(parameter.name, at: nowhere), .expression(literal)))
    }
    if force {
      command.arguments.append(
        Argument(name: Name("force", at: nowhere), .expression(Expression(.boolean(true), at: nowhere))))
    }
    command.output = output.flatMap { Value.text($0).expression.map(ArgumentValue.expression) }
    command.sweep = sweep?.syntax
    return SyntaxPrinter.line(Statement(.command(command), at: nowhere), commands)
  }
}

extension Value {
  /// The value as one writes it in a script; nil if it cannot be written.
  var literal: String? { expression.map { SyntaxPrinter.text($0) } }

  /// The value as one writes it in a script; its text in quotes if it cannot be written.
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
