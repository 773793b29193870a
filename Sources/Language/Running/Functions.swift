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

  /// `base` to a power; NaN where that is not real. Whole powers are products, so they are exact where they can be.
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
