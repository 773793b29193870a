/// A table with all that was found out about it.
struct TableFile {
  var raw: RawTable
  /// What a person should know about how it was read.
  private(set) var notes: [String] = []

  private var layout: CSVLayout { raw.layout }

  /// Reads a table. Columns that hold texts become categories, for which the file is read again, as it is where its bytes
  /// turn out not to be UTF-8.
  /// - Parameter other: a table read before, whose columns, classes and levels these are to be.
  init(_ path: String, _ options: CSVOptions, like other: TableFile? = nil) throws(DataError) {
    var options = options
    let isGiven = options.encoding != nil
    var layout = try CSVLayout(path, options)
    var roles = try Self.roles(layout, options, like: other)
    let classes = other?.raw.classes ?? ClassNames()
    let levels = other?.raw.levels ?? roles.features.map { _ in ClassNames() }
    let batches =
      other?.raw.batches?.closed(for: path) ?? roles.batch.map { BatchNames(path, title: layout.name($0)) }
    raw = try RawTable(layout, roles, classes: classes, levels: levels, batches: batches)
    if raw.hasOtherBytes {
      guard !layout.isEncodingGiven else {
        throw DataError(
          "\(path): its text is not \(layout.encoding.rawValue)",
          hint: "try encoding=windows-1252, or leave encoding= out")
      }
      options.encoding = .windows1252
      layout = try CSVLayout(path, options)
      raw = try RawTable(layout, roles, classes: classes, levels: levels, batches: batches)
    }
    if layout.encoding == .windows1252, !isGiven {
      notes.append("\(path) is not UTF-8 and was read as Windows-1252; encoding= says otherwise")
    }
    try checkNumbers(isLike: other != nil)
    let texts = raw.oddities.indices.filter { raw.oddities[$0].texts > 0 }.map { roles.features[$0] }
    if !texts.isEmpty {
      roles.texts.formUnion(texts)
      raw = try RawTable(layout, roles, classes: classes, levels: levels, batches: batches)
    }
    if other == nil {
      try checkCategories()
      try raw.batches?.check(rows: raw.count)
    }
  }

  private static func roles(
    _ layout: CSVLayout, _ options: CSVOptions, like other: TableFile?
  ) throws(DataError) -> ColumnRoles {
    if let other { return try layout.roles(like: other.raw) }
    return try ColumnRoles(layout, options)
  }

  /// What is no number among numbers is a mistake, not a category.
  private func checkNumbers(isLike: Bool) throws(DataError) {
    let odd = raw.oddities.indices.filter { raw.oddities[$0].texts > 0 }
    guard let first = odd.first(where: { isLike || raw.oddities[$0].numbers >= raw.oddities[$0].texts }) else {
      for (oddity, column) in zip(raw.oddities, raw.roles.features) where oddity.texts == 0 {
        if let large = oddity.large { throw layout.tooLarge(large.text, row: large.row, column) }
      }
      return
    }
    let oddity = raw.oddities[first], column = raw.roles.features[first]
    let text = CSVLayout.quoted(oddity.text)
    throw DataError(
      "\(layout.path): row \(oddity.row), \(layout.column(column)): '\(text)' is not a number",
      hint: hint(oddity, column))
  }

  private func hint(_ oddity: RowReader.Oddity, _ column: Int) -> String {
    let name = layout.written(column)
    let digits = oddity.text.replacing(",", with: "").replacing(".", with: "").replacing(" ", with: "")
    if !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2d }) {
      if oddity.text.contains(",") {
        return "say decimal=\",\" if commas stand before fractions, thousands=\",\" if between thousands"
      }
    }
    let mark = "na=\"\(oddity.text.prefix(40).filter { $0 != "\"" && $0 != "\\" })\""
    return "\(mark) makes it a missing value, drop=\(name) leaves the column out, label=\(name) makes it the labels"
  }

  /// Texts of which most differ are names, not categories; all such columns are told at once.
  private mutating func checkCategories() throws(DataError) {
    var names: [Int] = []
    for feature in raw.levels.indices where raw.levels[feature].count > 0 {
      let (different, values) = (raw.levels[feature].count, raw.count - raw.missing[feature].count)
      if different > 100 || different > 2 && different == values || different > 10 && 2 * different > values {
        names.append(feature)
      }
    }
    guard names.isEmpty else { throw namesError(names) }
    let categories = raw.levels.indices.filter { raw.levels[$0].count > 0 }
    guard !categories.isEmpty else { return }
    let list = categories.map { "\(layout.name(raw.roles.features[$0])) (\(raw.levels[$0].count))" }
    notes.append(
      "texts are categories, each level a feature of 0 and 1: " + list.joined(separator: ", ")
        + "; label= makes one the labels, drop= leaves it out")
  }

  private func namesError(_ features: [Int]) -> DataError {
    let columns = features.map { raw.roles.features[$0] }
    let shown = zip(features, columns).map { feature, column in
      "\(layout.column(column)): \(raw.levels[feature].count) different, such as '"
        + CSVLayout.quoted(raw.levels[feature].names.first ?? "") + "'"
    }
    let all = columns.map(layout.written).joined(separator: ", ")
    return DataError(
      "\(layout.path): columns of texts of which most differ cannot be categories: " + shown.joined(separator: "; "),
      hint: "leave them out with drop=[\(all)], or name the rows by one of them with id=\(layout.written(columns[0]))")
  }
}

extension CSVLayout {
  /// How a command writes a column: by name, or by number where the name is no word.
  func written(_ column: Int) -> String {
    guard let name = names?[column], let first = name.utf8.first, Int(name) == nil,
      names?.firstIndex(of: name) == column
    else { return "\(column + 1)" }
    let isLetter = { (byte: UInt8) in (0x41...0x5a).contains(byte & 0xdf) || byte == 0x5f }
    let isWord = isLetter(first) && name.utf8.allSatisfy { isLetter($0) || (0x30...0x39).contains($0) }
    return isWord ? name : "\(column + 1)"
  }

  /// A column of more texts than a category has levels.
  func tooManyLevels(_ column: Int) -> DataError {
    DataError(
      "\(path): \(self.column(column)) has more than \(ClassNames.limit) different texts",
      hint: "leave it out with drop=\(column + 1), or say that it names the rows with id=\(column + 1)")
  }

  /// A number that float32 does not hold.
  func tooLarge(_ text: String, row: Int, _ column: Int) -> DataError {
    DataError(
      "\(path): row \(row), \(self.column(column)): '\(Self.quoted(text))' is beyond the numbers of float32",
      hint: "write the column in another unit, or leave it out with drop=\(written(column))")
  }

  /// The columns of another table here: by name where both have names, else by place.
  func roles(like table: RawTable) throws(DataError) -> ColumnRoles {
    var roles = table.roles
    guard let names, let others = table.layout.names else {
      guard columns == table.layout.columns else {
        throw otherColumns(table, "it has \(columns), not \(table.layout.columns)")
      }
      return roles
    }
    let wanted = roles.features + [roles.label, roles.batch].compactMap { $0 }
    let missing = wanted.filter { !names.contains(others[$0]) }.map { others[$0] }
    guard missing.isEmpty else {
      throw otherColumns(table, "it lacks " + missing.prefix(5).map(Self.quoted).joined(separator: ", "))
    }
    func place(_ column: Int) -> Int? {
      column < names.count && names[column] == others[column] ? column : names.firstIndex(of: others[column])
    }
    roles.features = roles.features.compactMap(place)
    roles.texts = Set(roles.texts.compactMap(place))
    roles.label = roles.label.flatMap(place)
    roles.id = roles.id.flatMap(place)
    roles.batch = roles.batch.flatMap(place)
    return roles
  }

  private func otherColumns(_ table: RawTable, _ what: String) -> DataError {
    DataError(
      "\(path): its columns are not those of \(table.layout.path): \(what)",
      hint: "give a test file with the same columns and header")
  }
}
