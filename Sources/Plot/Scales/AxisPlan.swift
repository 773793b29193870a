/// An axis whose limits are known; ticks are chosen for a length.
struct AxisPlan {
  let axis: Axis
  let lower: Double
  let upper: Double

  init(_ axis: Axis, covering interval: Interval, margin: Double = 0.04) {
    self.axis = axis
    var range = interval.padded(by: margin)
    if case .categories(let names) = axis.scale { range = (-0.6, Double(max(names.count, 1)) - 0.4) }
    let given = (
      lower: axis.lower.map(interval.coordinate) ?? range.lower,
      upper: axis.upper.map(interval.coordinate) ?? range.upper
    )
    (lower, upper) = Interval.isSpan(given.lower, given.upper) ? given : range
  }

  private init(_ axis: Axis, lower: Double, upper: Double) {
    self.axis = axis
    self.lower = lower
    self.upper = upper
  }

  var span: Double { upper - lower }

  /// The scale's coordinate of a value; NaN for one that has none.
  func coordinate(_ value: Double) -> Double { Interval(isLog: axis.scale == .log10).coordinate(value) }

  /// The axis widened on both sides to a span.
  func widened(to newSpan: Double) -> AxisPlan {
    let extra = max(0, newSpan - span) / 2
    return AxisPlan(axis, lower: lower - extra, upper: upper + extra)
  }

  /// Whether names stand at whole positions.
  var isCategorical: Bool { if case .categories = axis.scale { true } else { false } }

  /// At most `count` ticks; of categories as many as there is room for, at one text a line.
  func ticks(atMost count: Int, room: Double, lineHeight: Double) -> [Tick] {
    switch axis.scale {
    case _ where axis.isBare: return []
    case .linear: return Ticks.linear(from: lower, to: upper, atMost: count, whole: axis.isWhole)
    case .log10: return Ticks.logarithmic(from: lower, to: upper, atMost: count)
    case .categories:
      let crowding = span * lineHeight / room
      return categoryTicks(every: Self.strides.first { Double($0) >= crowding } ?? Int.max)
    }
  }

  /// The distances of names that are shown, if not all are.
  private static let strides = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 100_000, 1_000_000]

  private func categoryTicks(every stride: Int) -> [Tick] {
    guard case .categories(let names) = axis.scale else { return [] }
    return names.indices.filter { $0 % stride == 0 }.map { Tick(coordinate: Double($0), text: names[$0]) }
  }

  /// Whether names are numbers, which are counted on where some are left out.
  private var isNumbered: Bool {
    if case .categories(let names) = axis.scale { names.allSatisfy { Int($0) != nil } } else { false }
  }

  /// The ticks of categories whose names stand side by side: all of them where `isFitting` says so, and of numbers as many
  /// as fit; nil where names had better run upwards.
  func level(where isFitting: ([Tick]) -> Bool) -> [Tick]? {
    guard !axis.isBare else { return [] }
    for stride in isNumbered ? Self.strides : [1] {
      let ticks = categoryTicks(every: stride)
      if isFitting(ticks) { return ticks }
    }
    return nil
  }

  /// The coordinates of the 2, 3, … 9 times of powers of ten on a logarithmic axis of at most six of them.
  var minorCoordinates: [Double] {
    guard axis.scale == .log10, !axis.isBare, span <= 6 else { return [] }
    return Ticks.betweenPowers(from: lower, to: upper)
  }
}
