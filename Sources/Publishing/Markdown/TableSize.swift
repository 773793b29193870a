/// How large the tables of a Markdown text would be. Short rows are filled up to the width of the first: a line of 8,000
/// bars above 4,000 lines of one letter each would be 32 million cells.
struct TableSize {
  /// So many cells are read in any text, and beyond that four for each bar in it, up to half a million.
  private static let few = 50_000, most = 500_000

  private var cells = 0
  private var bars = 0
  /// The lines and columns of the table that this block of lines may be; it has none before a line of dashes.
  private var (lines, columns) = (0, 0)
  private var line = Line()

  private struct Line {
    var bars = 0
    var isBlank = true
    /// Whether there are dashes, and nothing that is not met in the line below the head of a table, quoted or in a list.
    var (hasDash, isRule) = (false, true)
  }

  /// Whether the tables are read as such.
  static func isReadable(_ markdown: String) -> Bool {
    var size = TableSize(), last: UInt8 = 0
    for byte in markdown.utf8 {
      if byte == UInt8(ascii: "\r") || byte == UInt8(ascii: "\n") && last != UInt8(ascii: "\r") {
        size.endLine()
      } else {
        size.add(byte)
      }
      last = byte
    }
    size.endLine()
    size.endBlock()
    return size.cells <= few || size.cells <= min(4 * size.bars, most)
  }

  private mutating func add(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: " "), 9...13: return
    case UInt8(ascii: "|"):
      line.bars += 1
      bars += 1
    case UInt8(ascii: "-"): line.hasDash = true
    case UInt8(ascii: ":"), UInt8(ascii: ">"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "."),
      UInt8(ascii: ")"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      break
    default: line.isRule = false
    }
    line.isBlank = false
  }

  private mutating func endLine() {
    if line.isBlank { endBlock() }
    if line.hasDash && line.isRule { columns = max(columns, line.bars + 1) }
    if columns > 0 { lines += 1 }
    line = Line()
  }

  private mutating func endBlock() {
    cells += lines * columns
    (lines, columns) = (0, 0)
  }
}
