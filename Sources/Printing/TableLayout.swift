import Bytes
import Language

/// A table as lines: title, column names, a thin rule, and rows with numbers aligned on their decimal points.
///
/// On a terminal that is too narrow, numbers lose digits beyond the fourth, then the widest texts are shortened, and where
/// that is not enough the columns go on below, with the first ones repeated that tell the rows apart. Of a long table rows
/// are left out from the end, and a last line says how many.
struct TableLayout {
  /// The lines beside a table's rows that are to be on the screen with it: title, names, rule, remainder, prompt.
  private static let otherLines = 5
  private static let leastRows = 10
  /// The lines beside the rows of each further part of a wide table: a blank one, names, rule.
  private static let linesOfPart = 3
  private static let fewDigits = 4
  private static let gap = "  "

  private let title: String
  private let abilities: TerminalAbilities
  private let indent: Int
  private let rowsLeftOut: Int
  /// The columns that stand beside one another, part by part.
  private let parts: [[ColumnLayout]]

  init(_ table: Table, abilities: TerminalAbilities, showsAllRows: Bool = false, indent: Int = 0) {
    let table = table.joined, room = (abilities.height ?? 45) - Self.otherLines,
      width = (abilities.width ?? .max) - indent
    var rows = abilities.isTerminal && !showsAllRows ? max(Self.leastRows, room) : table.rows.count
    var parts = Self.parts(of: table, rows: rows, width: width)
    if parts.count > 1, rows < table.rows.count {
      rows = max(Self.leastRows, (room - (parts.count - 1) * Self.linesOfPart) / parts.count)
      parts = Self.parts(of: table, rows: rows, width: width)
    }
    self.title = (table.title ?? "").escapingControls
    self.abilities = abilities
    self.indent = indent
    self.parts = parts
    rowsLeftOut = max(0, table.rows.count - rows)
  }

  /// The lines without line breaks.
  var lines: [String] {
    let all = parts.map(lines).joined(separator: [""])
    let head = [abilities.style(.heading, title)], foot = [abilities.style(.faint, remainder)]
    return head.filter { !$0.isEmpty }.map { blanks(indent) + $0 } + all.map { $0.isEmpty ? "" : blanks(indent) + $0 }
      + foot.filter { !$0.isEmpty }.map { blanks(indent) + $0 }
  }

  private func lines(of columns: [ColumnLayout]) -> [String] {
    let names = columns.map { $0.name(ellipsis: abilities.glyphs.ellipsis) }
    let count = columns.first?.cells.count ?? 0
    let rows = (0..<count).map { row in columns.map { $0.cell(row, ellipsis: abilities.glyphs.ellipsis) } }
    let rule = String(repeating: abilities.glyphs.rule, count: Self.width(of: columns))
    return [joined(names), abilities.style(.faint, rule)] + rows.map(joined)
  }

  private func joined(_ cells: [String]) -> String {
    let line = cells.joined(separator: Self.gap)
    return String(line.reversed().drop { $0 == " " }.reversed())
  }

  private var remainder: String {
    guard rowsLeftOut > 0 else { return "" }
    let rows = rowsLeftOut.counted("more row")
    return abilities.glyphs.ellipsis + " " + rows + "; set rows all shows every row"
  }

  private static func width(of columns: [ColumnLayout], least: Bool = false) -> Int {
    let widths = columns.map { least ? $0.leastWidth : $0.width }
    return widths.reduce(0, +) + max(0, columns.count - 1) * gap.count
  }

  /// The columns with their first rows, in as few parts as the width allows.
  private static func parts(of table: Table, rows: Int, width: Int) -> [[ColumnLayout]] {
    func layouts(digits: Int?) -> [ColumnLayout] {
      table.columns.enumerated().map { place, column in
        let values = table.rows.prefix(rows).map { $0.indices.contains(place) ? $0[place] : .nothing }
        return ColumnLayout(column, values: values, digits: digits)
      }
    }
    var all = layouts(digits: nil)
    if Self.width(of: all, least: true) > width { all = layouts(digits: fewDigits) }
    let keys = Array(all.prefix(keyCount(all, width: width)))
    var parts = [keys]
    for column in all.dropFirst(keys.count) {
      let longer = parts[parts.count - 1] + [column]
      if Self.width(of: longer, least: true) <= width || longer.count == keys.count + 1 {
        parts[parts.count - 1] = longer
      } else {
        parts.append(keys + [column])
      }
    }
    return parts.map { fit($0, width: width) }
  }

  /// How many of the first columns tell all rows apart; one if these would take more than half of the width.
  private static func keyCount(_ columns: [ColumnLayout], width: Int) -> Int {
    let counts = columns.indices.map { $0 + 1 }.prefix { Self.width(of: Array(columns.prefix($0))) <= width / 2 }
    return counts.first { count in
      let rows = (columns.first?.cells ?? []).indices.map { row in columns.prefix(count).map { $0.cells[row] } }
      return Set(rows).count == rows.count
    } ?? min(1, columns.count)
  }

  private static func fit(_ all: [ColumnLayout], width: Int) -> [ColumnLayout] {
    var columns = all
    while Self.width(of: columns) > width {
      let cuttable = columns.indices.filter { columns[$0].width > columns[$0].leastWidth }
      guard let widest = cuttable.max(by: { columns[$0].width < columns[$1].width }) else { break }
      columns[widest].width -= 1
    }
    return columns
  }
}
