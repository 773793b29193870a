import Glibc

extension [Figure] {
  /// The same figures with the same limits on each chart's axes, which hold the data of all: the pictures of a film, or figures
  /// to be compared. Limits that are given, names, and axes whose scale is not the same everywhere stay as they are.
  public func withSharedLimits() -> [Figure] {
    let charts = map { figure in figure.panels.map(\.chart) }
    return zip(self, charts).map { figure, own in
      var figure = figure
      for place in own.indices {
        guard var chart = own[place] else { continue }
        let all = charts.compactMap { place < $0.count ? $0[place] : nil }
        chart.xAxis = chart.xAxis.covering(all.map { ($0.xAxis, Extent(of: $0).x) })
        chart.yAxis = chart.yAxis.covering(all.map { ($0.yAxis, Extent(of: $0).y) })
        figure.panels[place] = .chart(chart)
      }
      return figure
    }
  }
}

extension Panel {
  fileprivate var chart: Chart? { if case .chart(let chart) = self { chart } else { nil } }
}

extension Axis {
  /// The axis with limits that hold what all these axes cover.
  fileprivate func covering(_ all: [(axis: Axis, interval: Interval)]) -> Axis {
    guard all.allSatisfy({ $0.axis.scale == scale }), scale == .linear || scale == .log10 else { return self }
    var interval = Interval(isLog: scale == .log10)
    for other in all { interval.include(other.interval) }
    let plan = AxisPlan(self, covering: interval)
    func value(_ coordinate: Double) -> Double { interval.isLog ? pow(10, coordinate) : coordinate }
    var axis = self
    axis.lower = value(plan.lower)
    axis.upper = value(plan.upper)
    return axis
  }
}
