/// The block at a figure's right: entries under their headings in up to three columns, and below them the color bars.
struct LegendLayout {
  private enum Item {
    case heading(String)
    case entry(LegendEntry)
    case note(String)
  }

  private let columns: [[Item]]
  private let widths: [Double]
  private let bars: [ColorBarLayout]
  let size: Size

  private static let row = 13.5
  private static let sample = 20.0
  private static let widestText = 130.0
  private static let columnGap = 10.0
  private static let barGap = 12.0

  init(_ figure: Figure, height: Double, on canvas: Canvas) {
    let marks = figure.panels.flatMap(\.marks)
    var bars: [ColorBar] = []
    for bar in marks.flatMap(\.colorBars) where !bars.contains(bar) { bars.append(bar) }
    let entries = figure.legend.isShown ? marks.flatMap(\.legendEntries) + figure.legend.extra : []
    let items = Self.items(entries)
    let barRoom = bars.isEmpty ? 0 : max(height * 0.55, height - Double(items.count) * Self.row - Self.barGap)
    columns = Self.columns(items, rows: max(3, Int((height - barRoom) / Self.row)))
    widths = columns.map { items in Self.sample + (items.map { Self.width($0, canvas) }.max() ?? 0) }
    let barHeight = min(170, barRoom / Double(max(bars.count, 1)) - Self.barGap)
    self.bars = bars.map { ColorBarLayout($0, height: max(barHeight, 50), on: canvas) }
    size = Self.size(columns, widths, self.bars)
  }

  var isEmpty: Bool { columns.isEmpty && bars.isEmpty }

  private static func size(_ columns: [[Item]], _ widths: [Double], _ bars: [ColorBarLayout]) -> Size {
    let width = widths.reduce(0, +) + columnGap * Double(max(widths.count - 1, 0))
    let height = Double(columns.map(\.count).max() ?? 0) * row
    let barHeight = bars.map { $0.size.height + barGap }.reduce(0, +)
    return Size(width: max(width, bars.map(\.size.width).max() ?? 0), height: height + barHeight)
  }

  /// Each entry once, under its group's heading, groups in the order they first appear in.
  private static func items(_ entries: [LegendEntry]) -> [Item] {
    var seen: Set<LegendEntry> = []
    let unique = entries.filter { seen.insert($0).inserted }
    var groups: [String] = []
    for entry in unique where !groups.contains(entry.group) { groups.append(entry.group) }
    return groups.flatMap { group in
      (group.isEmpty ? [] : [Item.heading(group)]) + unique.filter { $0.group == group }.map(Item.entry)
    }
  }

  /// Columns of equal length; what does not fit into three is counted in the last line.
  private static func columns(_ items: [Item], rows: Int) -> [[Item]] {
    guard !items.isEmpty else { return [] }
    let most = 3 * rows
    let shown = items.count <= most ? items : items.prefix(most - 1) + [.note("… \(items.count - most + 1) more")]
    let columns = (shown.count + rows - 1) / rows
    let length = (shown.count + columns - 1) / columns
    return stride(from: 0, to: shown.count, by: length).map { Array(shown[$0..<min($0 + length, shown.count)]) }
  }

  private static func width(_ item: Item, _ canvas: Canvas) -> Double {
    switch item {
    case .heading(let text): canvas.width(canvas.fitted(text, .legendTitle, within: widestText), .legendTitle) - sample
    case .entry(let entry): canvas.width(canvas.fitted(entry.name, .legend, within: widestText), .legend)
    case .note(let text): canvas.width(text, .legend)
    }
  }

  func draw(at corner: Point, paint: Paint, on canvas: Canvas) {
    var left = corner.x
    for (items, width) in zip(columns, widths) {
      for (row, item) in items.enumerated() {
        draw(item, at: Point(x: left, y: corner.y + (Double(row) + 0.5) * Self.row), paint, canvas)
      }
      left += width + Self.columnGap
    }
    var top = corner.y + Double(columns.map(\.count).max() ?? 0) * Self.row
    if top > corner.y { top += Self.barGap }
    for bar in bars {
      bar.draw(at: Point(x: corner.x, y: top), paint: paint, on: canvas)
      top += bar.size.height + Self.barGap
    }
  }

  private func draw(_ item: Item, at place: Point, _ paint: Paint, _ canvas: Canvas) {
    let beside = Point(x: place.x + Self.sample, y: place.y)
    switch item {
    case .heading(let text):
      let fitted = canvas.fitted(text, .legendTitle, within: Self.widestText)
      canvas.write(fitted, .legendTitle, at: place, .start, color: paint.theme.text)
    case .entry(let entry):
      drawSample(entry, at: Point(x: place.x + 7, y: place.y), paint.color(entry.ink), canvas)
      let fitted = canvas.fitted(entry.name, .legend, within: Self.widestText)
      canvas.write(fitted, .legend, at: beside, .start, color: paint.theme.text)
    case .note(let text):
      canvas.write(text, .legend, at: beside, .start, color: paint.theme.muted)
    }
  }

  private func drawSample(_ entry: LegendEntry, at center: Point, _ color: Color, _ canvas: Canvas) {
    switch entry.sample {
    case .dot:
      canvas.dot(at: center, diameter: 6, color)
    case .square:
      canvas.fill(Rect(x: center.x - 4, y: center.y - 4, width: 8, height: 8), color)
    case .line(let dash):
      let ends = [Point(x: center.x - 7, y: center.y), Point(x: center.x + 8, y: center.y)]
      canvas.polyline(ends, color, width: 1.6, dash: dash)
    case .ellipse:
      canvas.oval(in: Rect(x: center.x - 6.5, y: center.y - 3.8, width: 13, height: 7.6), color, width: 1.4)
    }
  }
}
