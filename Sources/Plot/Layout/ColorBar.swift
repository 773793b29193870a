/// A quantity shown by color, and the range that the colors span.
struct ColorBar: Equatable {
  let title: String
  let lower: Double
  let upper: Double

  /// A bar for values; a missing limit is the least or the greatest finite one.
  init(_ values: [Double], title: String, lower: Double?, upper: Double?) {
    var interval = Interval(isLog: false)
    interval.include(values)
    let found = interval.padded(by: 0)
    let given = (lower: lower ?? found.lower, upper: upper ?? found.upper)
    self.title = title
    (self.lower, self.upper) =
      Interval.isSpan(given.lower, given.upper) && (given.upper - given.lower).isFinite ? given : found
  }
}
