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
    case _ where axis.isHidden: return []
    case .linear: return Ticks.linear(from: lower, to: upper, atMost: count, whole: axis.isWhole)
    case .log10: return Ticks.logarithmic(from: lower, to: upper, atMost: count)
    case .categories(let names):
      let crowding = min(span * lineHeight / room, Double(names.count))
      let stride = max(1, Int(crowding.rounded(.up)))
      return names.enumerated().filter { $0.offset % stride == 0 }
        .map { Tick(coordinate: Double($0.offset), text: $0.element) }
    }
  }
}
