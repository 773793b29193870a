import Archive
import Files
import Language

extension FileDoor {
  /// The most numbers of a range that a table holds.
  private static let mostRows = 10_000_000

  /// Writes what a command gave to the path after its `>`: a table as it is, the numbers of a figure, a record in one row.
  func write(_ value: Value, to path: String, as format: TableFormat, force: Bool) throws {
    let value = isFigure(value) ? .table(try table(of: value)) : value
    try write(to: path, force: force, argument: "output") { file in
      switch format {
      case .json: try file.append(Array((JSONPrinter.text(of: value) + "\n").utf8))
      case .rows(let format): try self.write(try self.table(of: value), as: format, to: file)
      case .npz: try self.writeArrays(try self.table(of: value), to: file)
      }
    }
  }

  private func isFigure(_ value: Value) -> Bool {
    if case .record(let record) = value { record.kind == "figure" } else { false }
  }

  /// The value as rows and columns.
  private func table(of value: Value) throws(CommandError) -> Table {
    switch value {
    case .table(let table): return table
    case .record(let record): return try table(of: record)
    case .list(let values): return try table(of: values)
    case .range(let range):
      guard range.count <= Self.mostRows else {
        throw CommandError("\(range.text) is too long for a table", argument: "output", hint: "write a part of it")
      }
      return try table(of: (0..<range.count).map { Value.number(range[$0]) })
    default: return Table(columns: [.init("value")], rows: [[value]])
    }
  }

  /// A row for each value; of records, a column for each field that one of them has.
  private func table(of values: [Value]) throws(CommandError) -> Table {
    var rows: [Table] = []
    for value in values { rows.append(try table(of: Self.flat(value))) }
    var columns: [Table.Column] = []
    for column in rows.flatMap(\.columns) where !columns.contains(where: { $0.name == column.name }) {
      columns.append(column)
    }
    return Table(
      columns: columns,
      rows: rows.flatMap { table in
        table.rows.map { row in
          columns.map { column in
            table.columns.firstIndex { $0.name == column.name }.map { row[$0] } ?? .nothing
          }
        }
      })
  }

  /// A value that takes one row: a list or a table inside of a list is its text.
  private static func flat(_ value: Value) -> Value {
    switch value {
    case .list, .range, .table: .text(value.text)
    default: value
    }
  }

  private func table(of record: Record) throws(CommandError) -> Table {
    if record.kind == "figure" {
      for field in record.fields { if case .table(let shown) = field.value { return shown } }
      throw CommandError(
        "this figure has too many numbers for a table", argument: "output", hint: "ask for fewer examples with count=")
    }
    if record.kind == "sweep", case .table(let runs)? = record["runs"] { return runs }
    let fields = record.fields.filter { field in
      switch field.value {
      case .table, .record, .list: false
      default: true
      }
    }
    return Table(columns: fields.map { .init($0.name, unit: $0.unit) }, rows: [fields.map(\.value)])
  }

  private func write(_ table: Table, as format: RowFormat, to file: FileWriter) throws {
    let kinds = table.columns.indices.map { format.isTyped ? Self.kind(of: table.rows.map(\.[$0])) : .text }
    var writer = try format.writer(file, columns: zip(table.columns, kinds).map { TableColumn($0.name, $1) })
    for row in table.rows { try writer.append(zip(row, kinds).map(Self.field)) }
    try writer.finish()
  }

  /// What a column's values are. Numbers are float64 also if all are whole, so that two files of the same table always
  /// have the same columns.
  private static func kind(of values: [Value]) -> TableColumn.Kind {
    let given = values.filter { $0 != .nothing }
    func are(_ isKind: (Value) -> Bool) -> Bool { given.allSatisfy(isKind) }
    if are({ if case .number = $0 { true } else { false } }) { return .double }
    return are { if case .boolean = $0 { true } else { false } } ? .boolean : .text
  }

  private static func field(_ value: Value, _ kind: TableColumn.Kind) -> TableField {
    switch (value, kind) {
    case (.nothing, _): .missing
    case (.number(let number), .double): .double(number)
    case (.boolean(let isTrue), .boolean): .boolean(isTrue)
    case (.number(let number), _): .text(NumberText.exact(number))
    default: .text(value.text)
    }
  }

  /// An array for each column; columns y1, y2, … become the columns of one array y.
  private func writeArrays(_ table: Table, to file: FileWriter) throws {
    var archive = NPZWriter(file)
    for (name, columns) in ColumnGroups.of(table.columns.map(\.name)) {
      let values = try table.rows.flatMap { row in try columns.map { try number(row[$0], table.columns[$0].name) } }
      let shape = columns.count == 1 ? [table.rows.count] : [table.rows.count, columns.count]
      try archive.append(NPYArray(values, shape: shape), named: name)
    }
    try archive.finish()
  }

  private func number(_ value: Value, _ column: String) throws(CommandError) -> Double {
    switch value {
    case .number(let number): return number
    case .boolean(let boolean): return boolean ? 1 : 0
    case .nothing: return .nan
    default:
      throw CommandError(
        "npz holds numbers alone, and '\(column)' has others", argument: "output",
        hint: "use .csv, .tsv, .json or .parquet")
    }
  }
}

/// The formats that tables are written in, by their endings.
enum TableFormat {
  case rows(RowFormat), json, npz

  /// The format that a path's ending names; nil if it names none.
  init?(path: String) {
    guard let ending = path.split(separator: ".").last?.lowercased(), path.contains(".") else { return nil }
    switch ending {
    case "json": self = .json
    case "npz": self = .npz
    default:
      guard let format = RowFormat(rawValue: ending) else { return nil }
      self = .rows(format)
    }
  }
}

extension RowFormat {
  /// The format that a path's ending names.
  ///
  /// - Parameter others: further endings that the command knows, for the error's hint.
  init(of path: String, or others: String...) throws(CommandError) {
    guard case .rows(let format)? = TableFormat(path: path) else {
      throw ExportLatents.unknownEnding(of: path, Self.endings + others)
    }
    self = format
  }
}

extension Call {
  /// The format of tables that its output is written in; nil if it has none, or one of another kind.
  var tableFormat: TableFormat? { output.flatMap(TableFormat.init(path:)) }
}

/// Columns that belong together by their names: y1, y2, y3 are one array y.
enum ColumnGroups {
  /// The names of arrays with the columns of each, in order.
  static func of(_ names: [String]) -> [(name: String, columns: Range<Int>)] {
    var groups: [(name: String, columns: Range<Int>)] = []
    var start = 0
    while start < names.count {
      let stem = names[start].hasSuffix("1") ? String(names[start].dropLast()) : ""
      var end = start + 1
      while !stem.isEmpty, end < names.count, names[end] == stem + String(end - start + 1) { end += 1 }
      groups.append((end - start > 1 ? stem : names[start], start..<end))
      start = end
    }
    return groups
  }
}
