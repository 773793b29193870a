import Bytes

/// Reads a table's rows one after another: its numbers in double precision, its texts by number in a list of levels.
struct RowReader {
  /// A column to learn from that holds something else than numbers.
  struct Oddity {
    /// How many fields are no numbers, and how many are.
    var texts = 0, numbers = 0
    /// The first that is none.
    var row = 0, text = ""
    /// The first number beyond float32, such as `1e39` and `Infinity`: a mistake among numbers, a word among texts.
    var large: (row: Int, text: String)?
  }

  let layout: CSVLayout
  let roles: ColumnRoles
  /// The classes' names, and for each feature its levels; empty for numbers.
  var classes: ClassNames
  var levels: [ClassNames]
  /// For each feature how many values are missing, and where the first is.
  private(set) var missing: [(count: Int, row: Int)]
  private(set) var oddities: [Oddity]
  /// What stands in the row's fields: NaN if a value is missing, the number of a level if it is a text.
  private(set) var values: [Double]
  /// The row's label as `classes` numbers it, -1 if it has none.
  private(set) var label: Int32 = -1
  private(set) var id = ""
  /// Why the bytes read so far are not in the layout's encoding.
  private(set) var hasOtherBytes = false
  private let scanner: CSVScanner
  private let isText: [Bool]
  /// Whether no row of the file has been read.
  private var isAtStart: Bool

  /// Begins before the first row below the header.
  init(_ layout: CSVLayout, _ roles: ColumnRoles, classes: ClassNames, levels: [ClassNames]) throws(DataError) {
    (self.layout, self.roles, self.classes, self.levels) = (layout, roles, classes, levels)
    let count = roles.features.count
    missing = Array(repeating: (0, 0), count: count)
    oddities = Array(repeating: Oddity(), count: count)
    values = Array(repeating: .nan, count: count)
    isText = roles.features.map(roles.texts.contains)
    scanner = try CSVScanner(TextFile.open(layout.path, layout.encoding).source, layout.dialect)
    isAtStart = layout.names == nil
    if !isAtStart { _ = try scanner.next() }
  }

  /// The row's line in the file, counted from 1.
  var row: Int { scanner.row }

  /// Reads the next row; false at the end.
  mutating func next() throws(DataError) -> Bool {
    guard try scanner.next() else { return false }
    let count = scanner.fields.count
    guard count == layout.columns || count == layout.columns + 1 && isClosed else { throw ragged(count) }
    isAtStart = false
    for feature in roles.features.indices { try readValue(feature) }
    if let column = roles.label { label = try code(column) }
    if let column = roles.id { id = text(column) }
    return true
  }

  /// Whether the row ends in a delimiter that begins no column.
  private var isClosed: Bool { layout.hasClosingDelimiter && scanner.fields.last.map { $0.start == $0.end } ?? false }

  private mutating func readValue(_ feature: Int) throws(DataError) {
    let column = roles.features[feature]
    let bytes = scanner.bytes(scanner.fields[column])
    if isText[feature] {
      guard !layout.marks.contain(bytes) else { return readMissing(feature) }
      let name = text(column)
      guard let code = levels[feature].code(name) else { throw tooManyLevels(column) }
      values[feature] = Double(code)
    } else if let number = layout.format.number(bytes) {
      guard !layout.marks.contain(number) else { return readMissing(feature) }
      let isLarge = abs(number) > Double(Float.greatestFiniteMagnitude)
      if !isLarge {
        oddities[feature].numbers += 1
      } else if oddities[feature].large == nil {
        oddities[feature].large = (row, text(column))
      }
      values[feature] = isLarge ? .nan : number
    } else if layout.marks.contain(bytes) {
      readMissing(feature)
    } else {
      if oddities[feature].texts == 0 { (oddities[feature].row, oddities[feature].text) = (row, text(column)) }
      oddities[feature].texts += 1
      values[feature] = .nan
    }
  }

  private mutating func readMissing(_ feature: Int) {
    if missing[feature].count == 0 { missing[feature].row = row }
    missing[feature].count += 1
    values[feature] = .nan
  }

  /// Only an empty field is a missing label: `none`, `NA` and `NULL` can be labels.
  private mutating func code(_ column: Int) throws(DataError) -> Int32 {
    let bytes = scanner.bytes(scanner.fields[column])
    guard !bytes.isEmpty else { return -1 }
    let name = text(column)
    guard let code = classes.code(name, number: layout.format.number(bytes)) else {
      throw ClassNames.tooMany("\(layout.path): \(layout.column(column)) has")
    }
    return code
  }

  private mutating func text(_ column: Int) -> String {
    let bytes = scanner.bytes(scanner.fields[column])
    if let text = layout.encoding.text(bytes) { return text }
    hasOtherBytes = true
    return TextEncoding.guessed(Array(bytes))
  }

  private func ragged(_ count: Int) -> DataError {
    let number = count.counted("column")
    guard !isAtStart else {
      return DataError(
        "\(layout.path): row \(row) has \(number), and most rows \(layout.columns)",
        hint: "begin lines above the table with #, or take them out")
    }
    return DataError(
      "\(layout.path): row \(row) has \(number), and the first row \(layout.columns)",
      hint: "give each row as many columns; put a field that has the delimiter in quotes")
  }

  private func tooManyLevels(_ column: Int) -> DataError {
    DataError(
      "\(layout.path): \(layout.column(column)) has more than \(ClassNames.limit) different texts",
      hint: "leave it out with drop=\(column + 1), or say that it names the rows with id=\(column + 1)")
  }
}
