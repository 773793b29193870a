import Bytes

/// Reads a table's rows one after another: its numbers in double precision, its texts by number in a list of levels.
struct RowReader: ~Copyable {
  /// A column to learn from that holds something else than numbers.
  struct Oddity {
    /// How many fields are no numbers, and how many are.
    var texts = 0, numbers = 0
    /// The first that is none.
    var row = 0, text = ""
    /// The first number beyond float32, such as `1e39` and `Infinity`: a mistake among numbers, a word among texts.
    var large: (row: Int, text: String)?

    /// Adds what a part of the file holds that follows.
    mutating func append(_ other: Oddity) {
      if texts == 0 { (row, text) = (other.row, other.text) }
      texts += other.texts
      numbers += other.numbers
      large = large ?? other.large
    }
  }

  let layout: CSVLayout
  let roles: ColumnRoles
  /// The classes' names, and for each feature its levels; empty for numbers.
  var classes: ClassNames
  var levels: [ClassNames]
  /// For each feature how many values are missing, and where the first is.
  private(set) var missing: [(count: Int, row: Int)]
  var oddities: [Oddity] {
    zip(odd, isText).map { oddity, isText in
      var oddity = oddity
      if !isText { oddity.numbers += plainRows }
      return oddity
    }
  }
  /// Whether there was something else than numbers, or a text that was not among the levels at the start.
  private(set) var isOdd = false
  /// What stands in the row's fields: NaN if a value is missing, the number of a level if it is a text.
  private(set) var values: [Double]
  /// The row's label as `classes` numbers it, -1 if it has none.
  private(set) var label: Int32 = -1
  private(set) var id = ""
  /// What stands in the column that tells batches, and the number that it is.
  private(set) var batch: (name: String, number: Double?) = ("", nil)
  /// Why the bytes read so far are not in the layout's encoding.
  private(set) var hasOtherBytes = false
  private var scanner: CSVScanner
  private let isText: [Bool]
  private var odd: [Oddity]
  /// For each column the place of its number among the values, -1 for a column of something else; empty if rows cannot be read as
  /// plain ones.
  private let plainFeatures: [Int]
  private let textFeatures: [Int]
  private var plainRows = 0
  /// Whether no row of the file has been read.
  private var isAtStart: Bool

  /// Begins before the first row below the header, or at the first row of a part of the file.
  init(
    _ layout: CSVLayout, _ roles: ColumnRoles, classes: ClassNames, levels: [ClassNames], _ part: TablePart? = nil
  ) throws(DataError) {
    scanner = try Self.scanner(layout, part)
    isAtStart = (part?.line ?? 1) == 1 && layout.names == nil
    (self.layout, self.roles, self.classes, self.levels) = (layout, roles, classes, levels)
    let count = roles.features.count
    missing = Array(repeating: (0, 0), count: count)
    odd = Array(repeating: Oddity(), count: count)
    values = Array(repeating: .nan, count: count)
    isText = roles.features.map(roles.texts.contains)
    textFeatures = roles.features.indices.filter { roles.texts.contains(roles.features[$0]) }
    plainFeatures = Self.plainFeatures(layout, roles)
  }

  private static func plainFeatures(_ layout: CSVLayout, _ roles: ColumnRoles) -> [Int] {
    guard layout.dialect.delimiter != CSVDialect.blank, layout.format.thousands == nil, !layout.marks.hasNumbers,
      !layout.hasClosingDelimiter, Set(roles.features).count == roles.features.count
    else { return [] }
    var places = [Int](repeating: -1, count: layout.columns)
    for (feature, column) in roles.features.enumerated() where !roles.texts.contains(column) {
      places[column] = feature
    }
    // A row without any number may be empty, and is then passed over.
    return places.contains { $0 >= 0 } ? places : []
  }

  /// Before the first row. A part that does not begin the file has no header and no lines to pass over.
  private static func scanner(_ layout: CSVLayout, _ part: TablePart?) throws(DataError) -> CSVScanner {
    if let part, part.line > 1 {
      return try CSVScanner(part.source, CSVDialect(delimiter: layout.dialect.delimiter), line: part.line)
    }
    let source: any ByteSource =
      if let part { part.source } else { try TextFile.open(layout.path, layout.encoding).source }
    var scanner = try CSVScanner(source, layout.dialect)
    if layout.names != nil { _ = try scanner.next() }
    return scanner
  }

  /// The row's line in the file, counted from 1.
  var row: Int { scanner.row }

  /// Reads the next row; false at the end.
  mutating func next() throws(DataError) -> Bool {
    if !plainFeatures.isEmpty, scanner.nextPlain(plainFeatures, layout.format, into: &values) {
      plainRows += 1
      for feature in textFeatures { try readValue(feature) }
    } else {
      guard try scanner.next() else { return false }
      let count = scanner.fields.count
      guard count == layout.columns || count == layout.columns + 1 && isClosed else { throw ragged(count) }
      for feature in roles.features.indices { try readValue(feature) }
    }
    isAtStart = false
    if let column = roles.label { label = try code(column) }
    if let column = roles.id { id = text(column) }
    if let column = roles.batch {
      batch = (text(column), layout.format.number(scanner.bytes(scanner.fields[column])))
    }
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
      let known = levels[feature].count
      guard let code = levels[feature].code(name) else { throw layout.tooManyLevels(column) }
      if levels[feature].count > known { isOdd = true }
      values[feature] = Double(code)
    } else if let number = layout.format.number(bytes) {
      guard !layout.marks.contain(number) else { return readMissing(feature) }
      let isLarge = abs(number) > Double(Float.greatestFiniteMagnitude)
      if isLarge { isOdd = true }
      if !isLarge {
        odd[feature].numbers += 1
      } else if odd[feature].large == nil {
        odd[feature].large = (row, text(column))
      }
      values[feature] = isLarge ? .nan : number
    } else if layout.marks.contain(bytes) {
      readMissing(feature)
    } else {
      if odd[feature].texts == 0 { (odd[feature].row, odd[feature].text) = (row, text(column)) }
      odd[feature].texts += 1
      isOdd = true
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
}
