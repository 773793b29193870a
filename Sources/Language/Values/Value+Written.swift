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
