/// A number that may change along a straight line while a model ages: `from` until the age `begin`, `to` from `end` on.
///
///     from + (to - from) · min(1, max(0, (age - begin) / (end - begin)))
///
/// Where both ages are the same, it is a step. Rising weights are those of Bowman et al. 2016 and Sønderby et al. 2016.
public struct Ramp: Sendable, Equatable {
  /// The number before.
  public let from: Double
  /// The number after.
  public let to: Double
  /// The age, in epochs, at which it begins to change.
  public let begin: Double
  /// The age from which on it changes no more.
  public let end: Double

  /// A number that stays.
  public init(_ constant: Double) {
    (from, to, begin, end) = (constant, constant, 0, 0)
  }

  /// As `numbers` gives it: `[number]`, `[from, to, end]` or `[from, to, begin, end]`; nil for anything else.
  public init?(_ numbers: [Double]) {
    guard [1, 3, 4].contains(numbers.count) else { return nil }
    let ages = numbers.dropFirst(2)
    from = numbers[0]
    to = numbers.count > 1 ? numbers[1] : from
    begin = ages.count > 1 ? ages[2] : 0
    end = ages.last ?? 0
    guard begin <= end else { return nil }
  }

  /// The number where it stays the same.
  public var constant: Double? { from == to ? to : nil }

  /// As one writes it.
  public var numbers: [Double] {
    constant.map { [$0] } ?? (begin == 0 ? [from, to, end] : [from, to, begin, end])
  }

  /// The number at an age.
  func value(age: Double) -> Double {
    if age >= end { return to }
    return age <= begin ? from : from + (to - from) * ((age - begin) / (end - begin))
  }
}
