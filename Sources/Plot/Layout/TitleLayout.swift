/// A figure's title: on one line, in smaller letters if that is enough, else on several.
struct TitleLayout {
  private var lines: [String] = []
  private var style = TextStyle.title
  /// The height of a row in a terminal of letters.
  private var rowHeight: Double?

  /// The most lines on a page of a given height; one that is open holds all of a title.
  private static let mostLines = (given: 3, open: 30)
  private static let lineGap = 4.0
  private static let gapBelow = 8.0

  /// No title.
  init() {}

  init(_ title: String, within room: Double, isOpen: Bool, on canvas: Canvas) {
    guard !title.isEmpty else { return }
    rowHeight = canvas.cells.map { _ in CellGrid.cell.height }
    style = TextStyle.titles.first { canvas.width(title, $0) <= room } ?? TextStyle.titles.last ?? .title
    lines = TextBlock.wrapped(
      title, style, within: room, atMost: isOpen ? Self.mostLines.open : Self.mostLines.given, on: canvas)
  }

  private var lineHeight: Double { rowHeight ?? style.lineHeight + Self.lineGap }

  /// The room down to what stands below.
  var height: Double {
    if let rowHeight { return Double(lines.count) * rowHeight }
    return lines.isEmpty ? 0 : TextStyle.title.lineHeight + Double(lines.count - 1) * lineHeight + Self.gapBelow
  }

  func draw(at corner: Point, _ color: Color, on canvas: Canvas) {
    for (index, line) in lines.enumerated() {
      let middle = corner.y + TextStyle.title.capHeight / 2 + Double(index) * lineHeight
      canvas.write(line, style, at: Point(x: corner.x, y: middle), .start, color: color)
    }
  }
}
