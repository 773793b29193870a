/// A block of entries under their headings, and below them the color bars.
struct LegendLayout {
  /// What a block holds, and the room it has.
  enum Role {
    /// All, the entries in up to three columns, at a figure's right.
    case side(height: Double)
    /// The color bars alone, narrow, at the right of a figure whose entries stand below.
    case bars(height: Double)
    /// The entries alone, one after the other in lines, below a figure.
    case foot(width: Double, height: Double)
  }

  /// Entries with the left ends of their lines, from the block's corner.
  private var items: [(item: LegendItem, place: Point)] = []
  private var bars: [(bar: ColorBarLayout, top: Double)] = []
  private(set) var size = Size(width: 0, height: 0)

  private static let mostColumns = 3
  /// The most that a name beside the panels takes before it goes on on the next line.
  private static let widest = 150.0
  private static let gap = 10.0
  private static let barGap = 12.0

  /// No block.
  init() {}

  init(_ figure: Figure, _ role: Role, on canvas: Canvas) {
    let all = LegendItem.items(of: figure)
    var colorBars: [ColorBar] = []
    for bar in figure.panels.flatMap(\.marks).flatMap(\.colorBars) where !colorBars.contains(bar) {
      colorBars.append(bar)
    }
    switch role {
    case .side(let height):
      let lines = all.flatMap { $0.lines(within: Self.widest, on: canvas) }
      let left = height - Double(lines.count) * LegendItem.height - Self.barGap
      let barRoom = colorBars.isEmpty ? 0 : max(height * 0.55, left)
      addColumns(lines, rows: max(3, Int((height - barRoom) / LegendItem.height)), canvas)
      addBars(colorBars, height: barRoom, isUpright: false, canvas)
    case .bars(let height):
      addBars(colorBars, height: height, isUpright: true, canvas)
    case .foot(let width, let height):
      addLines(all, width: width, rows: max(1, Int(height / LegendItem.height)), canvas)
    }
  }

  var isEmpty: Bool { items.isEmpty && bars.isEmpty }

  /// Columns of about equal length, no entry in two of them; what does not fit is counted in the last line.
  private mutating func addColumns(_ all: [LegendItem], rows: Int, _ canvas: Canvas) {
    var blocks = Self.blocks(all)
    let full = Self.columns(blocks, length: rows)
    if full.count > Self.mostColumns {
      let isFull = full[Self.mostColumns - 1].reduce(0) { $0 + $1.count } >= rows
      let shown = full.prefix(Self.mostColumns).reduce(0) { $0 + $1.count } - (isFull ? 1 : 0)
      blocks = blocks.prefix(shown) + [[.missing(blocks.count - shown)]]
    }
    var left = 0.0
    for column in Self.balanced(blocks, rows: rows) {
      for (row, item) in column.joined().enumerated() {
        add(item, at: Point(x: left, y: Double(row) * LegendItem.height), canvas)
      }
      left = size.width + Self.gap
    }
  }

  /// Lines that stand together: an entry with all of its name, the first of a group with the heading.
  private static func blocks(_ lines: [LegendItem]) -> [[LegendItem]] {
    var blocks: [[LegendItem]] = []
    for line in lines {
      if let last = blocks.last?.last, line.isMore || last.isHeading {
        blocks[blocks.count - 1].append(line)
      } else {
        blocks.append([line])
      }
    }
    return blocks
  }

  /// Blocks in columns of at most so many lines each.
  private static func columns(_ blocks: [[LegendItem]], length: Int) -> [[[LegendItem]]] {
    var columns: [[[LegendItem]]] = [], room = 0
    for block in blocks {
      if block.count > room || columns.isEmpty {
        columns.append([])
        room = length
      }
      columns[columns.count - 1].append(block)
      room -= block.count
    }
    return columns
  }

  /// The shortest columns of which there are no more than with so many rows.
  private static func balanced(_ blocks: [[LegendItem]], rows: Int) -> [[[LegendItem]]] {
    let widest = columns(blocks, length: rows)
    let least = blocks.reduce(0) { $0 + $1.count } / max(widest.count, 1)
    let shorter = (least..<max(rows, least)).lazy.map { columns(blocks, length: $0) }
    return shorter.first { $0.count <= widest.count } ?? widest
  }

  /// One entry after the other, a heading never without one, a name that is wider than the page on lines of its own; what
  /// does not fit is counted at the end.
  private mutating func addLines(_ items: [LegendItem], width: Double, rows: Int, _ canvas: Canvas) {
    let blocks = Self.blocks(items.flatMap { $0.lines(within: width, on: canvas) })
    var place = Point(x: 0, y: 0)
    func goOn() { if place.x > 0 { place = Point(x: 0, y: place.y + LegendItem.height) } }
    for (index, block) in blocks.enumerated() {
      let isLong = block.contains(where: \.isMore)
      let needed = block.reduce(-Self.gap) { $0 + $1.width(on: canvas) + Self.gap }
      if isLong || place.x + needed > width { goOn() }
      var placed: [(LegendItem, Point)] = []
      for item in block {
        let itemWidth = item.width(on: canvas)
        if isLong || place.x + itemWidth > width { goOn() }
        placed.append((item, place))
        place.x += itemWidth + Self.gap
      }
      if isLong { goOn() }
      guard (placed.last?.1.y ?? 0) < (Double(rows) - 0.5) * LegendItem.height else {
        return addNote(missing: blocks.count - index, width: width, canvas)
      }
      for (item, corner) in placed { add(item, at: corner, canvas) }
    }
  }

  /// Takes away as many of the last entries as their count needs room.
  private mutating func addNote(missing: Int, width: Double, _ canvas: Canvas) {
    var missing = missing
    while let last = items.last {
      let note = LegendItem.missing(missing)
      let left = last.place.x + last.item.width(on: canvas) + Self.gap
      if left + note.width(on: canvas) <= width || items.count == 1 {
        return add(note, at: Point(x: left, y: last.place.y - LegendItem.height / 2), canvas)
      }
      while items.popLast()?.item.isMore == true {}
      while items.last?.item.isHeading == true { items.removeLast() }
      missing += 1
    }
    add(.missing(missing), at: Point(x: 0, y: 0), canvas)
  }

  private mutating func add(_ item: LegendItem, at corner: Point, _ canvas: Canvas) {
    items.append((item, Point(x: corner.x, y: corner.y + LegendItem.height / 2)))
    size.width = max(size.width, corner.x + item.width(on: canvas))
    size.height = max(size.height, corner.y + LegendItem.height)
  }

  private mutating func addBars(_ all: [ColorBar], height: Double, isUpright: Bool, _ canvas: Canvas) {
    let gap = canvas.cells == nil ? Self.barGap : CellGrid.cell.height
    let each = min(170, height / Double(max(all.count, 1)) - gap)
    for bar in all {
      let layout = ColorBarLayout(bar, height: max(each, 50), isUpright: isUpright, on: canvas)
      let top = isEmpty ? 0 : size.height + gap
      bars.append((layout, top))
      size = Size(width: max(size.width, layout.size.width), height: top + layout.size.height)
    }
  }

  func draw(at corner: Point, paint: Paint, on canvas: Canvas) {
    for (item, place) in items {
      item.draw(at: Point(x: corner.x + place.x, y: corner.y + place.y), paint: paint, on: canvas)
    }
    for (bar, top) in bars { bar.draw(at: Point(x: corner.x, y: corner.y + top), paint: paint, on: canvas) }
  }
}
