import Language

/// A table as lines: title, column names, a thin rule, and rows with numbers aligned on their decimal points.
///
/// On a terminal the widest texts are shortened; where that is not enough, columns are left out from the right, and rows
/// from the end of a long table. A last line says what is missing.
struct TableLayout {
  /// The lines beside a table's rows that are to be on the screen with it: title, names, rule, remainder, prompt.
  private static let otherLines = 5
  private static let leastRows = 10
  private static let gap = "  "

  private let title: String
  private let abilities: TerminalAbilities
  private let indent: Int
  private let rowsLeftOut: Int
  private let columnsLeftOut: Int
  private let columns: [ColumnLayout]

  init(_ table: Table, abilities: TerminalAbilities, showsAllRows: Bool = false, indent: Int = 0) {
    let room = max(Self.leastRows, (abilities.height ?? 45) - Self.otherLines)
    let isCut = abilities.isTerminal && !showsAllRows && table.rows.count > room
    let shown = isCut ? Array(table.rows.prefix(room)) : table.rows
    let all = table.columns.enumerated().map { place, column in
      ColumnLayout(column, values: shown.map { $0.indices.contains(place) ? $0[place] : .nothing })
    }
    self.title = (table.title ?? "").escapingControls
    self.abilities = abilities
    self.indent = indent
    columns = Self.fit(all, width: (abilities.width ?? .max) - indent)
    rowsLeftOut = table.rows.count - shown.count
    columnsLeftOut = all.count - columns.count
  }

  /// The lines without line breaks.
  var lines: [String] {
    let names = columns.map { $0.name(ellipsis: abilities.glyphs.ellipsis) }
    let count = columns.first?.cells.count ?? 0
    let rows = (0..<count).map { row in columns.map { $0.cell(row, ellipsis: abilities.glyphs.ellipsis) } }
    let rule = String(repeating: abilities.glyphs.rule, count: Self.width(of: columns))
    let head = [joined(names), abilities.style(.faint, rule)]
    let all = [abilities.style(.heading, title)] + head + rows.map(joined) + [abilities.style(.faint, remainder)]
    return all.filter { !$0.isEmpty }.map { blanks(indent) + $0 }
  }

  private func joined(_ cells: [String]) -> String {
    let line = cells.joined(separator: Self.gap)
    return String(line.reversed().drop { $0 == " " }.reversed())
  }

  private var remainder: String {
    let parts = [(rowsLeftOut, "row"), (columnsLeftOut, "column")].filter { $0.0 > 0 }
    guard !parts.isEmpty else { return "" }
    let counts = parts.map { "\($0) more \($1)" + ($0 == 1 ? "" : "s") }
    let way = rowsLeftOut > 0 ? "; set rows all shows every row" : ""
    return abilities.glyphs.ellipsis + " " + counts.joined(separator: ", ") + way
  }

  private static func width(of columns: [ColumnLayout], least: Bool = false) -> Int {
    let widths = columns.map { least ? $0.leastWidth : $0.width }
    return widths.reduce(0, +) + max(0, columns.count - 1) * gap.count
  }

  private static func fit(_ all: [ColumnLayout], width: Int) -> [ColumnLayout] {
    var columns = all
    while columns.count > 1, Self.width(of: columns, least: true) > width { columns.removeLast() }
    while Self.width(of: columns) > width {
      let cuttable = columns.indices.filter { columns[$0].width > columns[$0].leastWidth }
      guard let widest = cuttable.max(by: { columns[$0].width < columns[$1].width }) else { break }
      columns[widest].width -= 1
    }
    return columns
  }
}
