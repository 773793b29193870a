/// Computes expressions.
struct Evaluator {
  let source: SourceText
  let commands: CommandSet
  /// The value of a variable or of a session name's first part.
  let value: (String) -> Value?
  /// The names there are, for suggestions.
  let names: () -> [String]
  /// Whether errors are found before anything runs.
  var isSyntax = false

  func evaluate(_ expression: Expression) throws(Diagnostic) -> Value {
    switch expression.kind {
    case .number(let number): return .number(number)
    case .boolean(let boolean): return .boolean(boolean)
    case .text(let parts): return try text(parts, at: expression.range)
    case .name(let name): return try named(Name(name, at: expression.range))
    case .list(let elements): return try Limits.checked(.list(evaluateAll(elements)), self, expression.range)
    case .range(let lower, let upper, let includesUpper):
      return .range(NumberRange(lower: try end(lower), upper: try end(upper), includesUpper: includesUpper))
    case .unary(let unary, let operand): return try apply(unary, operand)
    case .binary(.and, let left, let right):
      return .boolean(try boolean(left, "and") ? try boolean(right, "and") : false)
    case .binary(.or, let left, let right): return .boolean(try boolean(left, "or") ? true : try boolean(right, "or"))
    case .binary(let binary, let left, let right):
      return try apply(binary, (evaluate(left), left.range), (evaluate(right), right.range))
    case .call(let name, let arguments): return try call(name, arguments, at: expression.range)
    case .field(let base, let name): return try field(of: base, name)
    case .index(let base, let index): return try element(of: base, at: index)
    }
  }

  func evaluateAll(_ expressions: [Expression]) throws(Diagnostic) -> [Value] {
    var values = [Value]()
    for expression in expressions { values.append(try evaluate(expression)) }
    return values
  }

  /// The value of a condition; `what` names what needs it.
  func boolean(_ expression: Expression, _ what: String) throws(Diagnostic) -> Bool {
    let value = try evaluate(expression)
    guard case .boolean(let boolean) = value else {
      throw error(
        "'\(what)' needs true or false, not \(value.kindName)", at: expression.range, hint: "compare it, as in: a > 0")
    }
    return boolean
  }

  func error(_ message: String, at range: SourceRange, notes: [String] = [], hint: String? = nil) -> Diagnostic {
    Diagnostic(message, in: source, at: range, notes: notes, hint: hint, isSyntax: isSyntax)
  }

  private func text(_ parts: [TextPart], at range: SourceRange) throws(Diagnostic) -> Value {
    var text = ""
    for part in parts {
      switch part {
      case .literal(let literal): text += literal
      case .expression(let expression): text += try evaluate(expression).text
      }
    }
    return try Limits.checked(.text(text), self, range)
  }

  private func named(_ name: Name) throws(Diagnostic) -> Value {
    if let value = value(name.text) { return value }
    let names = names()
    let first = names.map { String($0.prefix { $0 != "." }) }
    if first.contains(name.text) {
      throw error("'\(name.text)' has no value yet", at: name.range, hint: Self.way(to: name.text))
    }
    throw Diagnostic.unknownName(name, commands, in: source, known: first, isSyntax: isSyntax)
  }

  /// How a session name gets a value.
  private static func way(to name: String) -> String {
    switch name {
    case "data": "load some first: load arcs"
    case "model": "make one first: model arcs"
    default: "train a model first: train 60 epochs"
    }
  }

  private func end(_ expression: Expression) throws(Diagnostic) -> Double {
    let value = try evaluate(expression)
    guard let number = value.wholeNumber else {
      let what = if case .number = value { value.text } else { value.kindName }
      throw error("a range goes between whole numbers, not \(what)", at: expression.range, hint: "write: 0...9")
    }
    return Double(number)
  }

  private func field(of base: Expression, _ name: Name) throws(Diagnostic) -> Value {
    try field(of: evaluate(base), name)
  }

  private func field(of value: Value, _ name: Name) throws(Diagnostic) -> Value {
    switch value {
    case .record(let record):
      if let field = record[Spelling.canonical(name.text)] ?? record[name.text] { return field }
      throw Diagnostic.unknown(
        "field", name, in: source, known: record.fields.map(\.name), plural: "fields of \(record.kind)",
        isSyntax: isSyntax)
    case .table(let table):
      if let column = table.columns.firstIndex(where: { $0.name == name.text }) {
        return .list(table.rows.map { $0.indices.contains(column) ? $0[column] : .nothing })
      }
      throw Diagnostic.unknown(
        "column", name, in: source, known: table.columns.map(\.name), plural: "columns", isSyntax: isSyntax)
    default:
      throw error(
        "\(value.kindName) has no fields, so no '\(name.text)'", at: name.range,
        hint: "fields belong to records, such as a in: let a = compute accuracy")
    }
  }

  private func element(of base: Expression, at index: Expression) throws(Diagnostic) -> Value {
    let (list, place) = (try evaluate(base), try evaluate(index))
    if case .text(let name) = place, list.hasFields { return try field(of: list, Name(name, at: index.range)) }
    let count =
      switch list {
      case .list(let values): values.count
      case .range(let range): range.count
      case .table(let table): table.rows.count
      default:
        throw error(
          "\(list.kindName) has no elements to count", at: base.range,
          hint: "[…] counts in lists, ranges and rows of tables, from 0")
      }
    guard let index = place.wholeNumber, index >= 0, index < count else {
      let known = count == 0 ? "it is empty" : "the first is 0, the last \(count - 1)"
      throw error("there is no element \(place.quotedText)", at: index.range, hint: known)
    }
    if case .list(let values) = list { return values[index] }
    if case .range(let range) = list { return .number(range[index]) }
    if case .table(let table) = list { return .record(table.row(index)) }
    return .nothing
  }
}

extension Value {
  /// Whether names lead to parts of it: the fields of a record, the columns of a table.
  fileprivate var hasFields: Bool {
    switch self {
    case .record, .table: true
    default: false
    }
  }
}

extension Diagnostic {
  /// The error for a name that is neither a variable nor the session's.
  static func unknownName(_ name: Name, _ commands: CommandSet, in source: SourceText, known: [String], isSyntax: Bool)
    -> Diagnostic
  {
    if commands.isVerb(name.text) {
      return Diagnostic(
        "'\(name.text)' is a command, not a value", in: source, at: name.range,
        hint: "keep its value in a variable first: let a = \(name.text)", isSyntax: isSyntax)
    }
    return Diagnostic(
      "unknown name '\(name.text)'", in: source, at: name.range,
      hint: "set a variable with let: let \(name.text) = …; put a text in quotes: \"\(name.text)\"",
      suggestion: NearestName.of(name.text, in: known), isSyntax: isSyntax)
  }
}
