import Files

/// A column of a table that is written row by row.
public struct TableColumn: Sendable {
  /// What the column's fields are.
  public enum Kind: Sendable {
    case integer, float, double, boolean, text
  }

  let name: String
  let kind: Kind

  /// A column of that name.
  public init(_ name: String, _ kind: Kind) { (self.name, self.kind) = (name, kind) }
}

/// One field of a row: of its column's kind, or missing.
public enum TableField: Sendable {
  case integer(Int)
  case float(Float)
  case double(Double)
  case boolean(Bool)
  case text(String)
  case missing

  /// The field as text, numbers with as many digits as tell them from all others; empty if it is missing.
  var text: String {
    switch self {
    case .integer(let number): String(number)
    case .float(let number): String(number)
    case .double(let number): String(number)
    case .boolean(let isTrue): isTrue ? "true" : "false"
    case .text(let text): text
    case .missing: ""
    }
  }
}

/// Writes a table row by row, so that none is ever whole in memory.
public protocol TableWriter {
  /// Adds a row, with a field for each column.
  mutating func append(_ row: [TableField]) throws
  /// Writes what is still held back; to be called after the last row.
  mutating func finish() throws
}

/// The formats that tables are written in row by row, by the endings of their files.
public enum RowFormat: String, CaseIterable, Sendable {
  case csv, tsv, parquet

  /// The endings of all of them.
  public static let endings = allCases.map(\.rawValue)

  /// Whether a field is kept as what it is; else as text.
  public var isTyped: Bool { self == .parquet }

  /// Begins a table.
  public func writer(_ file: FileWriter, columns: [TableColumn]) throws -> any TableWriter {
    switch self {
    case .csv: try CSVWriter(file, columns: columns.map(\.name))
    case .tsv: try CSVWriter(file, columns: columns.map(\.name), separator: "\t")
    case .parquet: try ParquetWriter(file, columns: columns)
    }
  }
}

extension CSVWriter: TableWriter {
  /// Adds a line.
  public mutating func append(_ row: [TableField]) throws { try append(row.map(\.text)) }
}
