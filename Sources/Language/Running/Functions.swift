/// The functions of the language.
enum Functions {
  /// One function.
  struct Declaration: Sendable {
    var name: String
    /// How a call looks.
    var form: String
    var summary: String
    /// How many numbers it takes.
    var count: ClosedRange<Int>
    /// Computes it; nil if it has no value for these numbers.
    var compute: @Sendable ([Double]) -> Double?
  }

  static let all: [Declaration] = [
    many("min", "the least of numbers or of a list") { $0.min() },
    many("max", "the greatest of numbers or of a list") { $0.max() },
    one("abs", "the number without its sign") { abs($0) },
    Declaration(
      name: "round", form: "round(a), round(a, digits)",
      summary: "the nearest whole number, or to digits after the point",
      count: 1...2
    ) { rounded($0[0], digits: $0.count > 1 ? $0[1] : 0) },
    one("floor", "the greatest whole number not above") { $0.rounded(.down) },
    one("sqrt", "the square root") { $0 < 0 ? nil : $0.squareRoot() },
    one("log", "the natural logarithm") { $0 <= 0 ? nil : _log($0) },
    one("exp", "e to the power") { _exp($0) },
    many("mean", "the mean of numbers or of a list") { $0.isEmpty ? nil : $0.reduce(0, +) / Double($0.count) },
    many("std", "the standard deviation of a sample (n − 1)") { standardDeviation($0) },
    Declaration(
      name: "count", form: "count(list)", summary: "how many elements a list or range has, or characters a text",
      count: 1...1
    ) { _ in nil },
  ]

  static func named(_ name: String) -> Declaration? { all.first { $0.name == name } }

  private static func one(_ name: String, _ summary: String, _ compute: @escaping @Sendable (Double) -> Double?)
    -> Declaration
  {
    Declaration(name: name, form: "\(name)(a)", summary: summary, count: 1...1) { compute($0[0]) }
  }

  private static func many(_ name: String, _ summary: String, _ compute: @escaping @Sendable ([Double]) -> Double?)
    -> Declaration
  {
    Declaration(
      name: name, form: "\(name)(a, b, …), \(name)(list)", summary: summary, count: 1...Limits.elements,
      compute: compute)
  }

  private static func rounded(_ number: Double, digits: Double) -> Double? {
    guard digits == digits.rounded(), 0...15 ~= digits else { return nil }
    let scale = power(10, digits)
    let scaled = (number * scale).rounded()
    return scaled.isFinite ? scaled / scale : number
  }

  private static func standardDeviation(_ numbers: [Double]) -> Double? {
    guard numbers.count > 1 else { return nil }
    let mean = numbers.reduce(0, +) / Double(numbers.count)
    let squares = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares / Double(numbers.count - 1)).squareRoot()
  }

  /// `base` to a power; NaN if that is not real. Whole powers are products, so they are exact where they can be.
  static func power(_ base: Double, _ exponent: Double) -> Double {
    if exponent == exponent.rounded(), abs(exponent) <= 1024 { return wholePower(base, Int(exponent)) }
    if exponent == 0.5, base >= 0 { return base.squareRoot() }
    if base == 0 { return exponent > 0 ? 0 : .infinity }
    if base < 0, exponent == exponent.rounded() {
      let size = _exp2(exponent * _log2(-base))
      return exponent.truncatingRemainder(dividingBy: 2) == 0 ? size : -size
    }
    return base < 0 ? .nan : _exp2(exponent * _log2(base))
  }

  private static func wholePower(_ base: Double, _ exponent: Int) -> Double {
    var (result, square, rest) = (1.0, base, abs(exponent))
    while rest > 0 {
      if rest & 1 == 1 { result *= square }
      square *= square
      rest >>= 1
    }
    return exponent < 0 ? 1 / result : result
  }
}

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
