import Files
import Interruption

/// Writes a table as Parquet (github.com/apache/parquet-format, version 2.10: README.md, Encodings.md, parquet.thrift).
///
/// A file is `PAR1`, groups of rows, a footer that tells where they are, the footer's length, and `PAR1`. In a group each
/// column is one page of format 1: a header, which of the rows have a field, and these fields one after the other. Nothing
/// is compressed. Every column may have missing fields, as those that pyarrow and Spark write; where none is missing, that
/// takes eight bytes a page.
public struct ParquetWriter: TableWriter {
  /// A group of so many rows, or of so many bytes, is written at once: readers take a group at a time.
  static let groupRows = 1 << 17, groupBytes = 1 << 26
  private static let magic = Array("PAR1".utf8)

  /// Constants of parquet.thrift.
  private enum Encoding {
    static let plain: Int32 = 0, runs: Int32 = 3
  }

  /// Where a page lies, with its header.
  private struct Page {
    let offset: Int
    let size: Int
  }

  private let file: FileWriter
  private let columns: [TableColumn]
  private var pending: [PendingColumn]
  private var groups: [(rows: Int, pages: [Page])] = []
  private var rows = 0

  /// Begins a table.
  public init(_ file: FileWriter, columns: [TableColumn]) throws(SystemError) {
    (self.file, self.columns) = (file, columns)
    pending = columns.map { PendingColumn(kind: $0.kind) }
    try file.append(Self.magic)
  }

  /// Adds a row.
  ///
  /// - Throws: `SystemError`, and `ArchiveError` if a field is of another kind than its column.
  public mutating func append(_ row: [TableField]) throws {
    for (place, field) in row.enumerated() { try pending[place].append(field) }
    rows += 1
    let isFull = rows == Self.groupRows || pending.reduce(0) { $0 + $1.values.count } >= Self.groupBytes
    if isFull { try writeGroup() }
  }

  /// Writes the last group and the footer.
  public mutating func finish() throws {
    if rows > 0 { try writeGroup() }
    let footer = footer()
    try file.append(footer)
    try file.append([UInt32(footer.count).littleEndian])
    try file.append(Self.magic)
  }

  private mutating func writeGroup() throws {
    try SystemError.throwIfInterrupted()
    var pages: [Page] = []
    for place in pending.indices {
      pages.append(try write(pending[place].levels.bytes(), pending[place].values))
      pending[place] = PendingColumn(kind: columns[place].kind)
    }
    groups.append((rows, pages))
    rows = 0
  }

  private func write(_ levels: [UInt8], _ values: [UInt8]) throws -> Page {
    guard let size = Int32(exactly: 4 + levels.count + values.count) else {
      throw ArchiveError("a row cannot be larger than 2 GB in Parquet")
    }
    var header = ThriftStruct()
    header.add(1, int32: 0)  // DATA_PAGE
    header.add(2, int32: size)
    header.add(3, int32: size)
    header.add(5) { page in
      page.add(1, int32: Int32(rows))
      page.add(2, int32: Encoding.plain)
      page.add(3, int32: Encoding.runs)
      page.add(4, int32: Encoding.runs)
    }
    let offset = file.count
    try file.append(header.bytes)
    try file.append([UInt32(levels.count).littleEndian])
    try file.append(levels)
    try file.append(values)
    return Page(offset: offset, size: file.count - offset)
  }

  private func footer() -> [UInt8] {
    var footer = ThriftStruct()
    footer.add(1, int32: 1)
    footer.add(2, [nil] + columns) { describe($1, &$0) }
    footer.add(3, int64: groups.reduce(0) { $0 + $1.rows })
    footer.add(4, groups) { group, content in
      group.add(1, Array(zip(columns, content.pages))) { describe($1.0, $1.1, rows: content.rows, &$0) }
      group.add(2, int64: content.pages.reduce(0) { $0 + $1.size })
      group.add(3, int64: content.rows)
    }
    footer.add(6, "gmvae")
    return footer.bytes
  }

  /// The schema's entry of a column; that of the row has none, and counts them.
  private func describe(_ column: TableColumn?, _ element: inout ThriftStruct) {
    guard let column else {
      element.add(4, "row")
      return element.add(5, int32: Int32(columns.count))
    }
    element.add(1, int32: column.kind.parquetType)
    element.add(3, int32: 1)  // OPTIONAL
    element.add(4, column.name)
    guard column.kind == .text else { return }
    element.add(6, int32: 0)  // UTF8, for readers from before logical types
    element.add(10) { type in type.add(1) { _ in } }  // STRING
  }

  private func describe(_ column: TableColumn, _ page: Page, rows: Int, _ chunk: inout ThriftStruct) {
    chunk.add(2, int64: page.offset)
    chunk.add(3) { data in
      data.add(1, int32: column.kind.parquetType)
      data.add(2, int32s: [Encoding.plain, Encoding.runs])
      data.add(3, [column.name])
      data.add(4, int32: 0)  // UNCOMPRESSED
      data.add(5, int64: rows)
      data.add(6, int64: page.size)
      data.add(7, int64: page.size)
      data.add(9, int64: page.offset)
    }
  }
}

/// What a column has of the group that is not written yet.
private struct PendingColumn {
  let kind: TableColumn.Kind
  /// Fields in the encoding PLAIN: numbers little-endian, texts behind their lengths, eight booleans to a byte.
  private(set) var values: [UInt8] = []
  var levels = Levels()
  private var bits = 0

  init(kind: TableColumn.Kind) { self.kind = kind }

  mutating func append(_ field: TableField) throws(ArchiveError) {
    switch (kind, field) {
    case (_, .missing): return levels.append(false)
    case (.integer, .integer(let number)): append(UInt64(bitPattern: Int64(number)))
    case (.float, .float(let number)): append(number.bitPattern)
    case (.double, .double(let number)): append(number.bitPattern)
    case (.boolean, .boolean(let isTrue)): append(isTrue)
    case (.text, .text(let text)):
      append(UInt32(text.utf8.count))
      values += text.utf8
    default: throw ArchiveError("a field of a table is of another kind than its column")
    }
    levels.append(true)
  }

  private mutating func append<Number: FixedWidthInteger>(_ number: Number) {
    withUnsafeBytes(of: number.littleEndian) { values.append(contentsOf: $0) }
  }

  private mutating func append(_ isTrue: Bool) {
    if bits % 8 == 0 { values.append(0) }
    if isTrue { values[values.count - 1] |= 1 << UInt8(bits % 8) }
    bits += 1
  }
}

/// Which rows have a field, in the encoding RLE: for each run twice its length and then 1, or 0 if its fields are missing.
private struct Levels {
  private var runs: [UInt8] = []
  private var isPresent = true
  private var length = 0

  mutating func append(_ isPresent: Bool) {
    if isPresent != self.isPresent {
      endRun()
      self.isPresent = isPresent
    }
    length += 1
  }

  /// All runs.
  mutating func bytes() -> [UInt8] {
    endRun()
    return runs
  }

  private mutating func endRun() {
    guard length > 0 else { return }
    runs.append(varint: UInt64(length) << 1)
    runs.append(isPresent ? 1 : 0)
    length = 0
  }
}

extension TableColumn.Kind {
  /// The constant of `Type` in parquet.thrift.
  fileprivate var parquetType: Int32 {
    switch self {
    case .boolean: 0
    case .integer: 2
    case .float: 4
    case .double: 5
    case .text: 6
    }
  }
}
