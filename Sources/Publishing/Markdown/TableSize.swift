/// How large the tables of a Markdown text would be. Short rows are filled up to the width of the first: a line of 8,000
/// bars above 4,000 lines of one bar each would be 32 million cells.
enum TableSize {
  /// So many cells are read in any text, and beyond that four for each bar in it, up to half a million.
  private static let few = 50_000, most = 500_000

  /// Whether the tables are read as such.
  static func isReadable(_ markdown: String) -> Bool {
    var cells = 0, all = 0, lines = 0, widest = 0, bars = 0, isBlank = true
    func endBlock() {
      cells += lines * (widest + 1)
      (lines, widest) = (0, 0)
    }
    for byte in markdown.utf8 {
      switch byte {
      case UInt8(ascii: "\n"):
        if isBlank || bars == 0 { endBlock() } else { lines += 1 }
        widest = max(widest, bars)
        (bars, isBlank) = (0, true)
      case UInt8(ascii: "|"):
        bars += 1
        all += 1
        isBlank = false
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): break
      default: isBlank = false
      }
    }
    lines += 1
    widest = max(widest, bars)
    endBlock()
    return cells <= few || cells <= min(4 * all, most)
  }
}
