extension Evaluator {
  func call(_ name: Name, _ arguments: [Expression], at range: SourceRange) throws(Diagnostic) -> Value {
    let function = try function(name, arguments)
    let values = try evaluateAll(arguments)
    if function.name == "count" { return .number(Double(try count((values[0], arguments[0].range)))) }
    let numbers = try numbers(values, arguments, function)
    guard function.count.contains(numbers.count), let result = function.compute(numbers) else {
      let given = numbers.isEmpty ? "an empty list" : numbers.prefix(3).map(NumberText.short).joined(separator: ", ")
      throw error(
        "'\(name.text)' has no value for \(given)", at: range, notes: ["\(function.form): \(function.summary)"])
    }
    return .number(try finite(result, at: range, operands: numbers))
  }

  /// The function of that name, where it takes so many arguments.
  func function(_ name: Name, _ arguments: [Expression]) throws(Diagnostic) -> Functions.Declaration {
    guard let function = Functions.named(name.text) else {
      if commands.isVerb(name.text) {
        throw error(
          "'\(name.text)' is a command, not a function", at: name.range,
          hint: "write it without parentheses: \(name.text)")
      }
      throw Diagnostic.unknown(
        "function", name, in: source, known: Functions.all.map(\.name), plural: "functions", isSyntax: isSyntax)
    }
    guard function.count.contains(arguments.count) else {
      throw error(
        "'\(name.text)' does not take \(arguments.count) \(arguments.count == 1 ? "value" : "values")", at: name.range,
        notes: ["\(function.form): \(function.summary)"])
    }
    return function
  }

  private func count(_ operand: Operand) throws(Diagnostic) -> Int {
    switch operand.value {
    case .list(let values): values.count
    case .range(let range): range.count
    case .text(let text): text.count
    case .table(let table): table.rows.count
    case .record(let record): record.fields.count
    default:
      throw error(
        "'count' needs a list, not \(operand.value.kindName)", at: operand.range, hint: "write: count([1, 2, 3])")
    }
  }

  /// The numbers a function is given: its arguments, or the elements of the one list or range.
  private func numbers(
    _ values: [Value], _ arguments: [Expression], _ function: Functions.Declaration
  ) throws(Diagnostic) -> [Double] {
    let range = arguments[0].range
    guard values.count == 1, function.count.upperBound > 2 else {
      return try numbers(of: values, named: function.name) { arguments[$0].range }
    }
    switch values[0] {
    case .list(let elements): return try numbers(of: elements, named: function.name) { _ in range }
    case .range(let span):
      guard span.count <= Limits.elements else {
        throw error(
          "this range is too long", at: range, notes: ["'\(function.name)' takes at most \(Limits.elements) numbers"])
      }
      return (0..<span.count).map { span[$0] }
    default: return [try number((values[0], range), function.name)]
    }
  }

  private func numbers(
    of values: [Value], named name: String, range: (Int) -> SourceRange
  ) throws(Diagnostic) -> [Double] {
    var numbers = [Double]()
    for (index, value) in values.enumerated() { numbers.append(try number((value, range(index)), name)) }
    return numbers
  }
}
