/// The start of a table, to try delimiters on.
struct CSVSample {
  private let path: String
  private let bytes: [UInt8]
  private static let rowLimit = 1000

  /// Reads up to `limit` bytes; a line that is cut is left out.
  init(_ source: any ByteSource, limit: Int) throws(DataError) {
    path = source.path
    var bytes = [UInt8](repeating: 0, count: limit)
    let count = try source.fill(&bytes)
    let cut = count < limit ? nil : bytes.lastIndex { $0 == 0x0a || $0 == 0x0d }
    bytes.removeLast(limit - (cut.map { $0 + 1 } ?? count))
    self.bytes = bytes
  }

  /// Whether the bytes are text in an encoding.
  func isText(_ encoding: TextEncoding) -> Bool { bytes.withUnsafeBufferPointer { encoding.text($0) != nil } }

  /// What stands between the fields: what is said, by a person or by Excel's first line, or what fits best.
  func dialect(_ options: CSVOptions, _ marks: MissingMarks) throws(DataError) -> CSVDialect {
    let told = excelDelimiter
    if let delimiter = options.delimiter ?? told {
      return CSVDialect(delimiter: delimiter, skippedLines: told == nil ? 0 : 1)
    }
    var best = CSVDialect(delimiter: CSVDialect.comma), bestScore = (0.0, 0.0, 0.0, 0.0)
    // Of two that fit alike the first is taken.
    for delimiter in [CSVDialect.tab, CSVDialect.semicolon, CSVDialect.bar, CSVDialect.comma, CSVDialect.blank] {
      let dialect = CSVDialect(delimiter: delimiter)
      guard let score = try? score(dialect, options, marks), score > bestScore else { continue }
      (best, bestScore) = (dialect, score)
    }
    return best
  }

  /// The fields of the rows.
  func rows(_ dialect: CSVDialect, _ encoding: TextEncoding) throws(DataError) -> [[String]] {
    var scanner = try CSVScanner(MemorySource(bytes[...], path: path), dialect)
    var rows: [[String]] = []
    while rows.count < Self.rowLimit, try scanner.next() {
      var row: [String] = []
      for field in scanner.fields {
        let bytes = scanner.bytes(field)
        row.append(encoding.text(bytes) ?? TextEncoding.guessed(Array(bytes)))
      }
      rows.append(row)
    }
    return rows
  }

  /// The delimiter that a first line `sep=;` names, as Excel writes it.
  private var excelDelimiter: UInt8? {
    let line = bytes.prefix { $0 != 0x0a && $0 != 0x0d }.filter { $0 != 0x22 }
    guard line.count == 5, line.starts(with: Array("sep=".utf8)) else { return nil }
    return line[4]
  }

  /// How well a delimiter fits, what counts most first: whether nearly all rows have the usual number of fields, at least
  /// two; whether the first row, maybe a header, has it too; the share of fields that are numbers; the share of rows with
  /// that number of fields.
  private func score(
    _ dialect: CSVDialect, _ options: CSVOptions, _ marks: MissingMarks
  ) throws(DataError) -> (Double, Double, Double, Double) {
    let point = dialect.delimiter == CSVDialect.semicolon ? CSVDialect.comma : UInt8(ascii: ".")
    let formats = [UInt8(ascii: "."), options.decimal ?? point].map {
      DecimalFormat(point: $0, thousands: options.thousands)
    }
    var scanner = try CSVScanner(MemorySource(bytes[...], path: path), dialect)
    var counts: [Int] = [], fields = 0.0, numbers = 0.0
    while counts.count < Self.rowLimit, try scanner.next() {
      counts.append(scanner.fields.count)
      for field in scanner.fields {
        let text = scanner.bytes(field)
        fields += 1
        if formats.contains(where: { $0.number(text) != nil }) || marks.contain(text) { numbers += 1 }
      }
    }
    let usual = CSVLayout.usualCount(counts)
    guard usual > 1 else { return (0, 0, 0, 0) }
    let even = Double(counts.count { $0 == usual }) / Double(counts.count)
    // A row may be odd: a header without a name for the rows' names, or a mistake that is told later.
    let isEven = even >= 0.98 || counts.count > 2 && counts.count { $0 != usual } <= 1
    return (isEven ? 1 : even, counts[0] == usual ? 1 : 0, numbers / max(fields, 1), even)
  }
}
