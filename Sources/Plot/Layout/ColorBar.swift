/// A quantity shown by color, and the range that the colors span.
struct ColorBar: Equatable {
  let title: String
  let lower: Double
  let upper: Double

  /// A bar for values, from the least to the greatest finite one where no limits are given.
  init(_ values: [Double], title: String, limits: ClosedRange<Double>?) {
    var interval = Interval(isLog: false)
    interval.include(values)
    let found = interval.lower < interval.upper ? (interval.lower, interval.upper) : interval.padded(by: 0)
    let given = limits.map { ($0.lowerBound, $0.upperBound) }
    self.title = title
    (lower, upper) = given.map { $0.0 < $0.1 && $0.1 - $0.0 < .infinity ? $0 : found } ?? found
  }

  func color(of value: Double) -> Color { Viridis.color(at: (value - lower) / (upper - lower)) }
}
