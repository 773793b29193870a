/// A color bar with its ticks at the right and its title above, or upright beside them where that saves width.
struct ColorBarLayout {
  private let bar: ColorBar
  /// On several lines where it has too little room even in smaller letters.
  private let title: TextBlock
  private let ticks: [Tick]
  private let titleHeight: Double
  private let barHeight: Double
  private let isUpright: Bool
  let size: Size

  private static let width = 10.0
  private static let tickGap = 4.0
  private static let leastBar = 30.0
  /// The most that a title above takes before it goes on on the next line.
  private static let widestTitle = 130.0
  private static let mostLines = 4

  init(_ bar: ColorBar, height: Double, isUpright: Bool, on canvas: Canvas) {
    self.bar = bar
    let isUpright = isUpright && canvas.cells == nil
    self.isUpright = isUpright
    let room = isUpright ? height : Self.widestTitle
    title = TextBlock(bar.title, [.legendTitle, .tick], within: room, atMost: Self.mostLines, on: canvas)
    titleHeight =
      canvas.cells == nil
      ? max(title.height, TextStyle.legendTitle.lineHeight) + 6 : Double(title.lines.count) * CellGrid.cell.height
    let above = isUpright ? 0 : titleHeight + TextStyle.tick.descent
    barHeight = max(height - above, Self.leastBar)
    ticks = Ticks.linear(from: bar.lower, to: bar.upper, atMost: max(2, Int(barHeight / 20)))
    let tickWidth = ticks.map { canvas.width($0.text, .tick) }.max() ?? 0
    let width = Self.width + Self.tickGap + tickWidth
    let titleWidth =
      isUpright
      ? width + Self.tickGap + max(title.height, TextStyle.legendTitle.lineHeight) : title.width(on: canvas)
    size = Size(width: max(titleWidth, width), height: barHeight + above)
  }

  func draw(at corner: Point, paint: Paint, on canvas: Canvas) {
    let top = corner.y + (isUpright ? 0 : titleHeight)
    let rect = Rect(x: corner.x, y: top, width: Self.width, height: barHeight)
    if isUpright {
      let left = corner.x + size.width - max(title.height, TextStyle.legendTitle.lineHeight)
      title.writeUpwards(at: Point(x: left, y: rect.midY), color: paint.theme.text, on: canvas)
    } else {
      title.write(at: corner, .start, color: paint.theme.text, on: canvas)
    }
    canvas.fillGradient(rect, from: bar.stops(on: paint.theme))
    for tick in ticks {
      let y = rect.maxY - (tick.coordinate - bar.lower) / (bar.upper - bar.lower) * rect.height
      canvas.write(tick.text, .tick, at: Point(x: rect.maxX + Self.tickGap, y: y), .start, color: paint.theme.muted)
    }
  }
}
