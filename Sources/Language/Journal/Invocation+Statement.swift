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
