/// The cells of a terminal that a page is laid out for. Its texts are as wide as the cells they take, and each is put to
/// cells of its own instead of being drawn.
final class CellGrid {
  /// A text from a cell on to the right.
  struct Text: Equatable {
    let text: String
    let column: Int
    let row: Int
    let color: Color
  }

  /// A cell in points: as high as a line of a legend, and half as wide.
  static let cell = Size(width: LegendItem.height / 2, height: LegendItem.height)
  /// The pixels of a cell.
  static let pixels = (width: 8, height: 16)
  static let pixelsPerPoint = Double(pixels.width) / cell.width

  let columns: Int
  let rows: Int
  private let columnsOf: (String) -> Int
  private(set) var texts: [Text] = []
  private var taken: [Set<Int>]

  /// - Parameter width: tells how many columns a text takes.
  init(columns: Int, rows: Int, width: @escaping (String) -> Int) {
    self.columns = columns
    self.rows = rows
    columnsOf = width
    taken = Array(repeating: [], count: rows)
  }

  /// The page, in points.
  var page: Size { Size(width: Double(columns) * Self.cell.width, height: Double(rows) * Self.cell.height) }

  /// The width of a text, in points.
  func width(_ text: String) -> Double { Double(columnsOf(text)) * Self.cell.width }

  /// The largest rectangle of whole cells in another.
  func whole(_ rect: Rect) -> Rect {
    let (left, top) = (ceil(rect.x, Self.cell.width), ceil(rect.y, Self.cell.height))
    let (right, bottom) = (floor(rect.maxX, Self.cell.width), floor(rect.maxY, Self.cell.height))
    return Rect(x: left, y: top, width: max(right - left, Self.cell.width), height: max(bottom - top, Self.cell.height))
  }

  private func ceil(_ length: Double, _ unit: Double) -> Double { (length / unit - 1e-6).rounded(.up) * unit }
  private func floor(_ length: Double, _ unit: Double) -> Double { (length / unit + 1e-6).rounded(.down) * unit }

  /// Puts a text to the cells around a place, or, if it may and others stand there, to those of a neighboring row; if there
  /// is no room, it is left out.
  func put(_ text: String, at place: Point, _ anchor: Anchor, color: Color, mayMove: Bool) {
    let count = columnsOf(text)
    guard count > 0, count <= columns, place.x.isFinite, place.y.isFinite else { return }
    let start = place.x / Self.cell.width - Double(count) * anchor.share
    // What begins or ends at a place keeps clear of it.
    let nearest = start + (anchor == .start ? -1e-6 : anchor == .end ? 1e-6 : 0)
    let column = min(max(Int(nearest.rounded(anchor.rounding)), 0), columns - count)
    let row = min(max(Int(place.y / Self.cell.height), 0), rows - 1)
    let cells = Set(column..<column + count), around = cells.union([column - 1, column + count])
    guard
      let free = (mayMove ? [row, row + 1, row - 1] : [row]).first(where: { row in
        taken.indices.contains(row) && taken[row].isDisjoint(with: around)
      })
    else { return }
    taken[free].formUnion(cells)
    texts.append(Text(text: text, column: column, row: free, color: color))
  }
}

extension CellGrid {
  /// Draws the axes of a data area of whole cells in letters, with their ticks: the one at the left in the column before
  /// it, the lower one in the row after it.
  func drawAxes(of rect: Rect, x: [Double], y: [Double], color: Color) {
    let left = Int((rect.x / Self.cell.width).rounded()) - 1, bottom = Int((rect.maxY / Self.cell.height).rounded())
    let columns = left + 1..<left + 1 + Int((rect.width / Self.cell.width).rounded())
    let (xTicks, yTicks) = (Set(x.map { Int($0 / Self.cell.width) }), Set(y.map { Int($0 / Self.cell.height) }))
    for row in Int((rect.y / Self.cell.height).rounded())..<bottom {
      putLetter(yTicks.contains(row) ? "┤" : "│", column: left, row: row, color)
    }
    putLetter("└", column: left, row: bottom, color)
    for column in columns { putLetter(xTicks.contains(column) ? "┴" : "─", column: column, row: bottom, color) }
  }

  private func putLetter(_ letter: String, column: Int, row: Int, _ color: Color) {
    guard (0..<columns).contains(column), taken.indices.contains(row), taken[row].insert(column).inserted else {
      return
    }
    texts.append(Text(text: letter, column: column, row: row, color: color))
  }
}

extension Anchor {
  /// How a place becomes a column.
  fileprivate var rounding: FloatingPointRoundingRule {
    switch self {
    case .start: .up
    case .middle: .toNearestOrAwayFromZero
    case .end: .down
    }
  }
}
