/// A color bar with its ticks at the right and its title above, or upright beside them where that saves width.
struct ColorBarLayout {
  private let bar: ColorBar
  private let title: String
  /// That of a legend's title, or a smaller one where the title has too little room.
  private let style: TextStyle
  private let ticks: [Tick]
  private let barHeight: Double
  private let isUpright: Bool
  let size: Size

  private static let width = 10.0
  private let titleHeight: Double
  private static let tickGap = 4.0

  init(_ bar: ColorBar, height: Double, isUpright: Bool, on canvas: Canvas) {
    self.bar = bar
    let isUpright = isUpright && canvas.cells == nil
    self.isUpright = isUpright
    titleHeight = canvas.cells == nil ? TextStyle.legendTitle.lineHeight + 6 : CellGrid.cell.height
    let room = isUpright ? height : 130
    style = canvas.width(bar.title, .legendTitle) <= room ? .legendTitle : .tick
    title = canvas.fitted(bar.title, style, within: room)
    barHeight = height - (isUpright ? 0 : titleHeight + TextStyle.tick.descent)
    ticks = Ticks.linear(from: bar.lower, to: bar.upper, atMost: max(2, Int(barHeight / 20)))
    let tickWidth = ticks.map { canvas.width($0.text, .tick) }.max() ?? 0
    let width = Self.width + Self.tickGap + tickWidth
    let titleWidth =
      isUpright ? width + Self.tickGap + TextStyle.legendTitle.lineHeight : canvas.width(title, style)
    size = Size(width: max(titleWidth, width), height: height)
  }

  func draw(at corner: Point, paint: Paint, on canvas: Canvas) {
    let top = corner.y + (isUpright ? 0 : titleHeight)
    let rect = Rect(x: corner.x, y: top, width: Self.width, height: barHeight)
    let side = corner.x + size.width - TextStyle.legendTitle.descent - TextStyle.legendTitle.capHeight / 2
    let place =
      isUpright ? Point(x: side, y: rect.midY) : Point(x: corner.x, y: corner.y + TextStyle.legendTitle.capHeight / 2)
    canvas.write(
      title, style, at: place, isUpright ? .middle : .start, color: paint.theme.text, rotated: isUpright)
    canvas.fillGradient(rect, from: bar.stops(on: paint.theme))
    for tick in ticks {
      let y = rect.maxY - (tick.coordinate - bar.lower) / (bar.upper - bar.lower) * rect.height
      canvas.write(tick.text, .tick, at: Point(x: rect.maxX + Self.tickGap, y: y), .start, color: paint.theme.muted)
    }
  }
}
