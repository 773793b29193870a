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
