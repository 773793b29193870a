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
