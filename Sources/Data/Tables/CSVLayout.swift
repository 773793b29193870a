import Bytes

/// What a table's first rows tell: its dialect, how it writes numbers, how many columns it has and what they are called.
struct CSVLayout {
  let path: String
  let dialect: CSVDialect
  let format: DecimalFormat
  let encoding: TextEncoding
  /// Whether a person said so, so that other bytes are an error.
  let isEncodingGiven: Bool
  let columns: Int
  /// The columns' names where the first row has them, those of nameless columns empty.
  let names: [String]?
  /// Whether each row ends in a delimiter that begins no column.
  let hasClosingDelimiter: Bool
  let marks: MissingMarks
  /// How many bytes are looked at to find all that out.
  private static let sampleSize = 1 << 20

  /// Looks at the file's first megabyte.
  init(_ path: String, _ options: CSVOptions) throws(DataError) {
    self.path = path
    isEncodingGiven = options.encoding != nil
    marks = MissingMarks(options.missingMarks)
    let (source, encoding) = try TextFile.open(path, options.encoding)
    let sample = try CSVSample(source, limit: Self.sampleSize)
    self.encoding = sample.isText(encoding) || isEncodingGiven ? encoding : .windows1252
    dialect = try sample.dialect(options, marks)
    let rows = try sample.rows(dialect, self.encoding)
    guard let first = rows.first else { throw DataError("\(path): it is empty", hint: "give a file with rows") }
    let point = options.decimal ?? (Self.hasDecimalCommas(rows, dialect) ? CSVDialect.comma : UInt8(ascii: "."))
    let format = DecimalFormat(point: point, thousands: options.thousands)
    self.format = format
    let isHeader = options.header ?? Self.looksLikeHeader(first, above: rows.dropFirst(), format, marks)
    let body = isHeader ? Array(rows.dropFirst()) : rows
    let count = body.isEmpty ? first.count : Self.usualCount(body.map(\.count))
    hasClosingDelimiter =
      count > 1 && (!isHeader || first.count < count || first.last == "")
      && body.allSatisfy { $0.count < count || $0.count == count && $0.last == "" }
    columns = max(hasClosingDelimiter ? count - 1 : count, 1)
    // Words above numbers in the second row are the header, and what stands above them a title.
    let second = body.first ?? [], rest = body.dropFirst()
    let isTitle =
      first.count < count && second.allSatisfy { !Self.isNumber($0, format) }
      && Self.hasWordAboveNumber(second, above: rest, format, marks)
    names = isHeader && !isTitle ? Self.names(first, columns) : nil
  }

  /// How errors name a column.
  func column(_ index: Int) -> String {
    "column \(index + 1)" + (names.flatMap { $0[index].isEmpty ? nil : " (\(Self.quoted($0[index])))" } ?? "")
  }

  /// A column's name, or its number if it has none.
  func name(_ index: Int) -> String {
    if let name = names?[index], !name.isEmpty { return name }
    return "column \(index + 1)"
  }

  /// A field as errors show it.
  static func quoted(_ field: String) -> String { field.count > 40 ? field.prefix(39) + "…" : field }

  /// Some names of columns, as errors show them.
  static func listed(_ names: [String], _ most: Int = 10) -> String { names.lazy.map(quoted).listed(most) }

  /// As many names as columns: R leaves out the name of its first column, the rows' names; what is above a delimiter at
  /// the line's end is no name.
  private static func names(_ first: [String], _ columns: Int) -> [String]? {
    if first.count == columns - 1 { return [""] + first }
    if first.count == columns + 1, first.last == "" { return Array(first.dropLast()) }
    return first.count == columns ? first : nil
  }

  /// A header has a word above a number, or no number at all. A missing value is no word.
  private static func looksLikeHeader(
    _ first: [String], above rows: ArraySlice<[String]>, _ format: DecimalFormat, _ marks: MissingMarks
  ) -> Bool {
    let isWord = { (field: String) in !isNumber(field, format) && !marks.contain(field) }
    return hasWordAboveNumber(first, above: rows, format, marks)
      || first.contains(where: isWord) && first.allSatisfy { isWord($0) || $0.isEmpty }
  }

  private static func hasWordAboveNumber(
    _ first: [String], above rows: ArraySlice<[String]>, _ format: DecimalFormat, _ marks: MissingMarks
  ) -> Bool {
    let offset = rows.first.map { $0.count - first.count == 1 ? 1 : 0 } ?? 0
    return first.indices.contains { column in
      !isNumber(first[column], format) && !marks.contain(first[column])
        && rows.prefix(20).contains { $0.indices.contains(column + offset) && isNumber($0[column + offset], format) }
    }
  }

  private static func isNumber(_ field: String, _ format: DecimalFormat) -> Bool {
    Array(field.utf8).withUnsafeBufferPointer(format.number) != nil
  }

  /// Commas stand before fractions where semicolons part columns and no point is met in a number.
  private static func hasDecimalCommas(_ rows: [[String]], _ dialect: CSVDialect) -> Bool {
    guard dialect.delimiter == CSVDialect.semicolon else { return false }
    let fields = rows.joined().filter {
      $0.utf8.allSatisfy { (0x30...0x39).contains($0) || ",.+-eE".utf8.contains($0) }
    }
    return fields.contains { $0.contains(",") } && !fields.contains { $0.contains(".") && $0 != "." }
  }

  /// The number of fields that most rows have.
  static func usualCount(_ counts: [Int]) -> Int {
    var rows: [Int: Int] = [:]
    for count in counts { rows[count, default: 0] += 1 }
    return rows.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? 0
  }
}
