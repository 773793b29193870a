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

  /// Columns of equal length; what does not fit is counted in the last line.
  private mutating func addColumns(_ all: [LegendItem], rows: Int, _ canvas: Canvas) {
    let most = Self.mostColumns * rows
    var shown = all
    if all.count > most {
      var end = most - 1
      while end > 0, all[end].isMore { end -= 1 }
      shown = all.prefix(end) + [.missing(all.dropFirst(end).count { !$0.isMore })]
    }
    let columns = (shown.count + rows - 1) / rows
    let length = columns > 0 ? (shown.count + columns - 1) / columns : 0
    var left = 0.0
    for column in 0..<columns {
      let lines = shown[column * length..<min((column + 1) * length, shown.count)]
      for (row, item) in lines.enumerated() {
        add(item, at: Point(x: left, y: Double(row) * LegendItem.height), canvas)
      }
      left = size.width + Self.gap
    }
  }

  /// One entry after the other, a heading never without one, a name that is wider than the page on lines of its own; what
  /// does not fit is counted at the end.
  private mutating func addLines(_ items: [LegendItem], width: Double, rows: Int, _ canvas: Canvas) {
    let all = items.flatMap { $0.lines(within: width, on: canvas) }
    let widths = all.map { $0.width(on: canvas) }
    var place = Point(x: 0, y: 0)
    for (index, item) in all.enumerated() {
      if item.isMore { place = Point(x: 0, y: place.y + LegendItem.height) }
      let next = item.isHeading && index + 1 < all.count ? Self.gap + widths[index + 1] : 0
      if place.x > 0, place.x + widths[index] + next > width { place = Point(x: 0, y: place.y + LegendItem.height) }
      guard place.y < (Double(rows) - 0.5) * LegendItem.height else {
        addNote(missing: all.dropFirst(index).count { !$0.isMore }, width: width, canvas)
        break
      }
      add(item, at: place, canvas)
      place.x += widths[index] + Self.gap
    }
  }

  /// Takes away as many entries of the last line as their count needs room.
  private mutating func addNote(missing: Int, width: Double, _ canvas: Canvas) {
    var missing = missing
    while let last = items.last {
      let note = LegendItem.missing(missing)
      let left = last.place.x + last.item.width(on: canvas) + Self.gap
      if left + note.width(on: canvas) <= width || items.count == 1 {
        return add(note, at: Point(x: left, y: last.place.y - LegendItem.height / 2), canvas)
      }
      items.removeLast()
      if !last.item.isHeading, !last.item.isMore { missing += 1 }
    }
  }

  private mutating func add(_ item: LegendItem, at corner: Point, _ canvas: Canvas) {
    items.append((item, Point(x: corner.x, y: corner.y + LegendItem.height / 2)))
    size.width = max(size.width, corner.x + item.width(on: canvas))
    size.height = max(size.height, corner.y + LegendItem.height)
  }

  private mutating func addBars(_ all: [ColorBar], height: Double, isUpright: Bool, _ canvas: Canvas) {
    let each = min(170, height / Double(max(all.count, 1)) - Self.barGap)
    for bar in all {
      let layout = ColorBarLayout(bar, height: max(each, 50), isUpright: isUpright, on: canvas)
      let top = isEmpty ? 0 : size.height + Self.barGap
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
