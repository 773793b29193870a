/// Numbers as people write them.
public enum NumberText {
  /// A number with up to six significant digits: `12`, `0.5`, `0.9831`, `1e-5`. Whole numbers are written in full.
  public static func short(_ number: Double) -> String {
    guard number.isFinite else { return number.isNaN ? "nan" : number < 0 ? "-inf" : "inf" }
    if number == number.rounded(), abs(number) < 1e15 { return String(Int(number)) }
    let (digits, exponent) = significantDigits(abs(number))
    return (number < 0 ? "-" : "") + written(digits, exponent: exponent)
  }

  /// A number with a fixed count of decimals: `0.950`; one that rounds to zero has no sign. One beyond the whole numbers
  /// that are exact, or not finite, is written short.
  public static func fixed(_ number: Double, decimals: Int) -> String {
    let scaled = (0..<decimals).reduce(abs(number)) { scaled, _ in scaled * 10 }.rounded()
    guard scaled < 1e15 else { return short(number) }
    let digits = String(Int(scaled))
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    let fraction = decimals == 0 ? "" : "." + padded.suffix(decimals)
    return (number < 0 && scaled > 0 ? "-" : "") + padded.dropLast(decimals) + fraction
  }

  /// A mean and a standard deviation, both with as many decimals as give the deviation two digits, three if it is 0 or less
  /// than that: `0.971 ± 0.012`.
  public static func spread(_ mean: Double, _ deviation: Double) -> String {
    let decimals = (0..<3).first { deviation * [1, 10, 100][$0] >= 9.95 } ?? 3
    return [mean, deviation].map { fixed($0, decimals: decimals) }.joined(separator: " ± ")
  }

  /// A number so that reading it gives the same number again.
  public static func exact(_ number: Double) -> String {
    if number == number.rounded(), abs(number) < 1e15 { return String(Int(number)) }
    let text = "\(number)"
    guard let e = text.firstIndex(of: "e") else { return text }
    let exponent = Int(text[text.index(after: e)...]) ?? 0
    let mantissa = text[..<e]
    return (mantissa.hasSuffix(".0") ? String(mantissa.dropLast(2)) : String(mantissa)) + "e\(exponent)"
  }

  private static let precision = 6

  /// The digits of `d.ddddd × 10^exponent` without trailing zeros; `number` is positive and finite.
  private static func significantDigits(_ number: Double) -> (digits: [Character], exponent: Int) {
    var exponent = decimalExponent(number)
    var whole = scaled(number, by: precision - 1 - exponent).rounded(.toNearestOrEven)
    if whole >= 1e6 {
      whole /= 10
      exponent += 1
    }
    var digits = Array(String(Int(whole)))
    while digits.count > 1, digits.last == "0" { digits.removeLast() }
    return (digits, exponent)
  }

  /// The exponent that the shortest exact form of a number has.
  private static func decimalExponent(_ number: Double) -> Int {
    let text = "\(number)"
    let mantissa = text.prefix { $0 != "e" }
    let shift = text.count == mantissa.count ? 0 : Int(text.dropFirst(mantissa.count + 1)) ?? 0
    let whole = mantissa.prefix { $0 != "." }
    if whole != "0" { return whole.count - 1 + shift }
    return shift - mantissa.dropFirst(2).prefix { $0 == "0" }.count - 1
  }

  private static func scaled(_ number: Double, by power: Int) -> Double {
    var result = number
    for _ in 0..<abs(power) / 20 { result = power > 0 ? result * 1e20 : result / 1e20 }
    for _ in 0..<abs(power) % 20 { result = power > 0 ? result * 10 : result / 10 }
    return result
  }

  private static func written(_ digits: [Character], exponent: Int) -> String {
    switch exponent {
    case 0...14:
      let whole = String(
        (digits + Array(repeating: "0", count: max(0, exponent + 1 - digits.count))).prefix(exponent + 1))
      return digits.count > exponent + 1 ? whole + "." + String(digits[(exponent + 1)...]) : whole
    case -4..<0:
      return "0." + String(repeating: "0", count: -exponent - 1) + String(digits)
    default:
      let fraction = digits.count > 1 ? "." + String(digits[1...]) : ""
      return String(digits[0]) + fraction + "e\(exponent)"
    }
  }
}

/// A range of whole numbers: `0...9` with its upper end, `0..<10` without.
public struct NumberRange: Sendable, Equatable {
  /// The first number.
  public var lower: Double
  /// The end.
  public var upper: Double
  /// Whether the end belongs to the range.
  public var includesUpper: Bool

  /// Creates a range.
  public init(lower: Double, upper: Double, includesUpper: Bool) {
    self.lower = lower
    self.upper = upper
    self.includesUpper = includesUpper
  }

  /// How many numbers `lower`, `lower + 1`, … are in the range; at most 2^53.
  public var count: Int {
    let span = upper - lower
    guard span >= 0, span <= 9_007_199_254_740_992 else { return span > 0 ? 1 << 53 : 0 }
    return includesUpper ? Int(span.rounded(.down)) + 1 : Int(span.rounded(.up))
  }

  /// The number at a place counted from 0.
  public subscript(index: Int) -> Double { lower + Double(index) }

  /// Whether a number lies between the ends.
  public func contains(_ number: Double) -> Bool {
    number >= lower && (includesUpper ? number <= upper : number < upper)
  }

  /// The range as written.
  public var text: String {
    NumberText.short(lower) + (includesUpper ? "..." : "..<") + NumberText.short(upper)
  }
}
