/// The tables in what a cell printed: names, a rule below them, and rows whose columns stand at least two blanks apart. On a page
/// they are tables again, which can be sorted, copied and read aloud.
struct PrintedTables {
  /// A piece of what was printed.
  enum Piece: Equatable {
    case lines(String)
    case table(PrintedTable)
  }

  /// Its pieces in their order.
  static func pieces(of text: String) -> [Piece] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(Array.init)
    var pieces: [Piece] = [], kept: [[Character]] = [], place = 0
    func flush() {
      let shown = kept.map { String($0) }.joined(separator: "\n").trimmingLineBreaks
      if !shown.isEmpty { pieces.append(.lines(shown)) }
      kept = []
    }
    while place < lines.count {
      let isTable = place > 0 && isRule(lines[place]) && !kept.isEmpty
      if isTable, let (table, end) = PrintedTable.read(lines, ruledAt: place) {
        kept.removeLast()
        flush()
        pieces.append(.table(table))
        place = end
      } else {
        kept.append(lines[place])
        place += 1
      }
    }
    flush()
    return pieces
  }

  private static func isRule(_ line: [Character]) -> Bool {
    let signs = line.drop { $0 == " " }
    return signs.count > 2 && signs.allSatisfy { $0 == "─" }
  }
}

/// A printed table's cells.
struct PrintedTable: Equatable {
  let names: [String]
  let rows: [[String]]

  /// The table around a rule, and the line after it; nil where columns cannot be told apart.
  fileprivate static func read(_ lines: [[Character]], ruledAt rule: Int) -> (table: PrintedTable, end: Int)? {
    let end = lines[(rule + 1)...].firstIndex { $0.allSatisfy(\.isWhitespace) || $0.first == "…" } ?? lines.count
    let all = [lines[rule - 1]] + lines[(rule + 1)..<end]
    // Letters that take two columns would shift what stands behind them.
    guard end > rule + 1,
      all.allSatisfy({ $0.allSatisfy { ($0.unicodeScalars.first?.value ?? 0) < 0x1100 || "…−".contains($0) } })
    else { return nil }
    let columns = columns(of: all)
    let cells = all.map { line in
      columns.map { String(line[min($0.lowerBound, line.count)..<min($0.upperBound, line.count)]).trimmingBlanks }
    }
    guard columns.count > 1, cells[0].allSatisfy({ !$0.isEmpty }) else { return nil }
    return (PrintedTable(names: cells[0], rows: Array(cells.dropFirst())), end)
  }

  /// Where columns stand: between places that are blank in all lines, at least two side by side.
  private static func columns(of lines: [[Character]]) -> [Range<Int>] {
    let width = lines.map(\.count).max() ?? 0
    let isBlank = (0..<width).map { place in lines.allSatisfy { place >= $0.count || $0[place] == " " } }
    var columns: [Range<Int>] = [], place = 0
    while place < width {
      guard let start = (place..<width).first(where: { !isBlank[$0] }) else { break }
      let end = (start..<width).first { isBlank[$0] && ($0 + 1 == width || isBlank[$0 + 1]) } ?? width
      columns.append(start..<end)
      place = end
    }
    return columns
  }

  /// The class of a table's element: one of many columns has small letters on paper.
  static func name(columns: Int) -> String { columns > 8 ? "table wide" : "table" }

  /// Whether a column holds numbers alone.
  private func isNumeric(_ column: Int) -> Bool {
    let cells = rows.map { $0[column] }.filter { !$0.isEmpty }
    return !cells.isEmpty && cells.allSatisfy { Double($0.replacing("−", with: "-")) != nil }
  }

  /// The table as an element.
  var content: Content {
    let areNumeric = names.indices.map(isNumeric)
    func cell(_ name: String, _ text: String, _ column: Int) -> Content {
      .element(name, areNumeric[column] ? [("class", "numeric")] : [], [.text(text)])
    }
    let head = names.enumerated().map { cell("th", $1, $0) }
    let body = rows.map { row in Content.element("tr", [], row.enumerated().map { cell("td", $1, $0) }) }
    return .element(
      "div",
      [
        ("class", Self.name(columns: names.count)), ("tabindex", "0"), ("role", "region"),
        ("aria-label", "Table of \(names[0])"),
      ],
      [.element("table", [], [.element("thead", [], [.element("tr", [], head)]), .element("tbody", [], body)])])
  }
}

extension String {
  fileprivate var trimmingBlanks: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }

  fileprivate var trimmingLineBreaks: String {
    let text = drop(while: \.isNewline)
    return String(text.reversed().drop(while: \.isNewline).reversed())
  }
}
