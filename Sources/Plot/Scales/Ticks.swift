import Glibc

/// A mark on an axis with its text.
struct Tick: Equatable {
  /// Where it stands, in the scale's coordinates.
  let coordinate: Double
  /// What is written beside it; empty for none.
  let text: String

  /// The tick with its text cut to a width.
  func fitted(on canvas: Canvas, within limit: Double) -> Tick {
    Tick(coordinate: coordinate, text: canvas.fitted(text, .tick, within: limit))
  }
}

/// Round numbers within limits.
enum Ticks {
  /// At most `count` multiples of 1, 2 or 5 times a power of ten in lower…upper, at least one where one fits.
  static func linear(from lower: Double, to upper: Double, atMost count: Int, whole: Bool = false) -> [Tick] {
    let span = upper - lower
    guard span > 1e-300, span.isFinite, count > 0 else { return [] }
    var step = Step(atLeast: span / Double(count + 1), whole: whole)
    while step.count(from: lower, to: upper) > Double(count) { step = step.next }
    let values = step.multiples(from: lower, to: upper)
    let greatest = max(lower.magnitude, upper.magnitude)
    let isPlain = greatest < 1e6 && step.decimals <= 6
    return values.map {
      Tick(coordinate: $0, text: isPlain ? AxisText.fixed($0, decimals: step.decimals) : AxisText.scientific($0))
    }
  }

  /// At most `count` powers of ten for limits given as logarithms; over a short range also their 2 and 5 times, and over
  /// a very short one round numbers.
  static func logarithmic(from lower: Double, to upper: Double, atMost count: Int) -> [Tick] {
    let first = Int(ceil(lower - 1e-9))
    let last = Int(floor(upper + 1e-9))
    if last - first >= 2 {
      let stride = Swift.stride(from: first, through: last, by: max(1, (last - first + count) / max(count, 1)))
      return stride.map { Tick(coordinate: Double($0), text: AxisText.power($0)) }
    }
    let exponents = stride(from: floor(lower), through: ceil(upper), by: 1)
    let candidates: [Double] = exponents.flatMap { [pow(10, $0), 2 * pow(10, $0), 5 * pow(10, $0)] }
    let between = candidates.filter { log10($0) >= lower - 1e-9 && log10($0) <= upper + 1e-9 }
    if between.count >= 2, between.count <= max(count, 2) {
      return between.map { Tick(coordinate: log10($0), text: text($0)) }
    }
    return linear(from: pow(10, lower), to: pow(10, upper), atMost: count).filter { $0.coordinate > 0 }
      .map { Tick(coordinate: log10($0.coordinate), text: $0.text) }
  }

  /// The logarithms, within limits given as such, of the 2, 3, … 9 times of powers of ten.
  static func betweenPowers(from lower: Double, to upper: Double) -> [Double] {
    stride(from: floor(lower), through: ceil(upper), by: 1)
      .flatMap { power in (2...9).map { power + log10(Double($0)) } }
      .filter { $0 >= lower && $0 <= upper }
  }

  private static func text(_ value: Double) -> String {
    guard value >= 1e-4, value < 1e6 else { return AxisText.scientific(value) }
    return AxisText.fixed(value, decimals: max(0, -Int(floor(log10(value) + 1e-9))))
  }
}
