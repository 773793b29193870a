import Glibc

/// The range of the values met so far, in the scale's own coordinates (logarithms on a logarithmic scale).
struct Interval: Equatable {
  let isLog: Bool
  private(set) var lower = Double.infinity
  private(set) var upper = -Double.infinity
  /// Whether bars stand on zero, so that no space is left below them.
  var standsOnZero = false

  init(isLog: Bool) {
    self.isLog = isLog
  }

  /// The scale's coordinate of a value; NaN for one that has none.
  ///
  /// Values beyond ±1e300 count as infinite: differences of them would overflow.
  func coordinate(_ value: Double) -> Double {
    guard value.magnitude <= 1e300 else { return .nan }
    guard isLog else { return value }
    return value > 0 ? log10(value) : .nan
  }

  mutating func include(_ value: Double) {
    let coordinate = coordinate(value)
    guard !coordinate.isNaN else { return }
    lower = min(lower, coordinate)
    upper = max(upper, coordinate)
  }

  mutating func include(_ values: [Double]) {
    for value in values { include(value) }
  }

  /// Covers what another of the same scale covers.
  mutating func include(_ other: Interval) {
    lower = min(lower, other.lower)
    upper = max(upper, other.upper)
    standsOnZero = standsOnZero || other.standsOnZero
  }

  /// Whether two bounds are far enough apart for ticks between them to differ.
  static func isSpan(_ lower: Double, _ upper: Double) -> Bool {
    upper - lower > max(lower.magnitude, upper.magnitude, 1e-280) * 1e-9
  }

  /// The range with a margin on both sides; 0…1 when nothing was met, a range around the value when all were equal.
  func padded(by share: Double) -> (lower: Double, upper: Double) {
    guard lower <= upper else { return (0, 1) }
    let magnitude = max(lower.magnitude, upper.magnitude)
    guard Self.isSpan(lower, upper) else {
      let margin = magnitude < 1e-280 ? 0.5 : magnitude * 0.1
      return (lower - margin, upper + margin)
    }
    let margin = (upper - lower) * share
    let floor = standsOnZero && lower == 0 ? 0 : lower - margin
    let ceiling = standsOnZero && upper == 0 ? 0 : upper + margin
    return (floor, ceiling)
  }
}

/// What a chart's marks cover on both axes.
struct Extent {
  var x: Interval
  var y: Interval

  init(of chart: Chart) {
    x = Interval(isLog: chart.xAxis.scale == .log10)
    y = Interval(isLog: chart.yAxis.scale == .log10)
    for mark in chart.marks { mark.content.extend(&self) }
  }
}
