import Glibc

/// A distance between ticks: 1, 2 or 5 times a power of ten.
struct Step {
  private var mantissa: Int
  private var exponent: Int

  /// The least step that is not below a positive length; at least 1 for whole numbers.
  init(atLeast length: Double, whole: Bool) {
    mantissa = 1
    exponent = Int(floor(log10(length)))
    if whole, exponent < 0 { exponent = 0 }
    while size < length * (1 - 1e-9) { self = next }
  }

  var size: Double { Double(mantissa) * pow(10, Double(exponent)) }

  /// The decimals its multiples need.
  var decimals: Int { max(0, -exponent) }

  var next: Step {
    var step = self
    step.mantissa = mantissa == 1 ? 2 : mantissa == 2 ? 5 : 1
    if step.mantissa == 1 { step.exponent += 1 }
    return step
  }

  /// How many multiples there are in lower…upper.
  func count(from lower: Double, to upper: Double) -> Double {
    floor(upper / size + 1e-6) - ceil(lower / size - 1e-6) + 1
  }

  /// The multiples in lower…upper.
  func multiples(from lower: Double, to upper: Double) -> [Double] {
    let first = ceil(lower / size - 1e-6)
    return (0..<max(0, Int(count(from: lower, to: upper)))).map { (first + Double($0)) * size + 0 }
  }
}
