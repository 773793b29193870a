/// A chart's data area: where it stands on the page and how values turn into places on it.
struct Frame {
  let rect: Rect
  let x: AxisPlan
  let y: AxisPlan
  let paint: Paint
  /// Places that notes had better not cover.
  var obstacles: [Point] = []

  /// The place of a value; `nil` for one that has none.
  func place(_ x: Double, _ y: Double) -> Point? {
    guard let left = position(x: x), let top = position(y: y) else { return nil }
    return Point(x: left, y: top)
  }

  /// How far from the page's left side a value of x stands.
  func position(x value: Double) -> Double? {
    share(value, on: x).map { bounded(rect.x + $0 * rect.width) }
  }

  /// How far from the page's top a value of y stands.
  func position(y value: Double) -> Double? {
    share(value, on: y).map { bounded(rect.maxY - $0 * rect.height) }
  }

  /// Where a tick stands, from the left or the top of the page.
  func position(_ tick: Tick, horizontally: Bool) -> Double {
    horizontally
      ? rect.x + (tick.coordinate - x.lower) / x.span * rect.width
      : rect.maxY - (tick.coordinate - y.lower) / y.span * rect.height
  }

  private func share(_ value: Double, on plan: AxisPlan) -> Double? {
    let share = (plan.coordinate(value) - plan.lower) / plan.span
    return share.isNaN ? nil : share
  }

  /// Places far outside are drawn in to 100,000 points, which Cairo's fixed-point coordinates still hold.
  private func bounded(_ position: Double) -> Double { min(max(position, -1e5), 1e5) }
}
