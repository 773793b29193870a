/// A color bar with its title above and its ticks at the right.
struct ColorBarLayout {
  private let bar: ColorBar
  private let title: String
  private let ticks: [Tick]
  private let barHeight: Double
  let size: Size

  private static let width = 10.0
  private static let titleHeight = TextStyle.legendTitle.lineHeight + 6
  private static let tickGap = 4.0

  init(_ bar: ColorBar, height: Double, on canvas: Canvas) {
    self.bar = bar
    title = canvas.fitted(bar.title, .legendTitle, within: 130)
    barHeight = height - Self.titleHeight - TextStyle.tick.descent
    ticks = Ticks.linear(from: bar.lower, to: bar.upper, atMost: max(2, Int(barHeight / 20)))
    let tickWidth = ticks.map { canvas.width($0.text, .tick) }.max() ?? 0
    size = Size(
      width: max(canvas.width(title, .legendTitle), Self.width + Self.tickGap + tickWidth), height: height)
  }

  func draw(at corner: Point, paint: Paint, on canvas: Canvas) {
    let titlePlace = Point(x: corner.x, y: corner.y + TextStyle.legendTitle.capHeight / 2)
    canvas.write(title, .legendTitle, at: titlePlace, .start, color: paint.theme.text)
    let rect = Rect(x: corner.x, y: corner.y + Self.titleHeight, width: Self.width, height: barHeight)
    canvas.fillGradient(rect, from: Viridis.stops)
    for tick in ticks {
      let y = rect.maxY - (tick.coordinate - bar.lower) / (bar.upper - bar.lower) * rect.height
      canvas.write(tick.text, .tick, at: Point(x: rect.maxX + Self.tickGap, y: y), .start, color: paint.theme.muted)
    }
  }
}
