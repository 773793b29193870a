/// A table read once: the numbers of its features in double precision, before anything is scaled.
struct RawTable {
  let layout: CSVLayout
  let roles: ColumnRoles
  /// The features' values; NaN if one is missing, the number of a level if it is a text.
  var values: NumberRows
  /// The labels of the rows, as the collected names number them; -1 if a row has none.
  private(set) var codes: [Int32] = []
  private(set) var ids: [String] = []
  /// The line of each row.
  private(set) var rows: [Int32] = []
  /// For each feature how many values are missing.
  private(set) var missing: [(count: Int, row: Int)] = []
  private(set) var classes: ClassNames
  private(set) var levels: [ClassNames]
  /// The batches' names, if a column tells such, and for each row the number of its batch.
  private(set) var batches: BatchNames?
  private(set) var batchCodes: [Int32] = []
  /// What was no number, and whether names were not in the layout's encoding: what decides about reading again.
  private(set) var oddities: [RowReader.Oddity] = []
  private(set) var hasOtherBytes = false

  /// Reads the whole file, large ones in parts at the same time.
  /// - Parameters:
  ///   - classes: the names of classes met before.
  ///   - levels: the levels of each feature met before.
  ///   - batches: those met before, or none yet; nil if no column tells any.
  init(
    _ layout: CSVLayout, _ roles: ColumnRoles, classes: ClassNames, levels: [ClassNames], batches: BatchNames?
  ) throws(DataError) {
    let parts: [TablePart?] = try TablePart.parts(of: layout)
    var tables = try Concurrently.map(parts.isEmpty ? [nil] : parts) { part throws(DataError) in
      try RawTable(layout, roles, classes: classes, levels: levels, batches: batches, part, of: parts.count)
    }
    self = tables.removeFirst()
    while !tables.isEmpty {
      var next = tables.removeFirst()
      try append(&next)
    }
    guard count > 0 else {
      throw DataError(
        "\(layout.path): it has no rows below its header",
        hint: "give a file with rows, or header=false if its first row holds no names")
    }
  }

  /// Reads a part of the file, or all of it; so many parts take memory at once.
  private init(
    _ layout: CSVLayout, _ roles: ColumnRoles, classes: ClassNames, levels: [ClassNames], batches: BatchNames?,
    _ part: TablePart?, of parts: Int
  ) throws(DataError) {
    (self.layout, self.roles, self.batches) = (layout, roles, batches)
    (values, self.classes, self.levels) = (NumberRows(width: roles.features.count), classes, levels)
    var reader = try RowReader(layout, roles, classes: classes, levels: levels, part)
    while try reader.next() {
      if values.append(reader.values) { try checkMemory(parts: parts) }
      rows.append(Int32(clamping: reader.row))
      if roles.label != nil { codes.append(reader.label) }
      if roles.id != nil { ids.append(reader.id) }
      if let code = try self.batches?.code(reader.batch.name, number: reader.batch.number, row: reader.row) {
        batchCodes.append(code)
      }
    }
    values.close()
    (self.classes, self.levels, missing) = (reader.classes, reader.levels, reader.missing)
    (oddities, hasOtherBytes) = (reader.oddities, reader.hasOtherBytes)
  }

  /// Adds the rows of the part that follows. Names are numbered as they would be had
  /// both parts been read one after the other.
  private mutating func append(_ other: inout RawTable) throws(DataError) {
    for feature in roles.features.indices {
      try append(levels: other.levels[feature], feature, of: &other)
      if missing[feature].count == 0 { missing[feature].row = other.missing[feature].row }
      missing[feature].count += other.missing[feature].count
      oddities[feature].append(other.oddities[feature])
    }
    values.append(other.values)
    guard let places = classes.append(other.classes, layout.format) else {
      throw ClassNames.tooMany("\(layout.path): \(layout.column(roles.label ?? 0)) has")
    }
    codes += other.codes.map { $0 < 0 ? -1 : places[Int($0)] }
    if let places = try batches?.append(other.batches, layout.format) {
      batchCodes += other.batchCodes.map { places[Int($0)] }
    }
    ids += other.ids
    rows += other.rows
    hasOtherBytes = hasOtherBytes || other.hasOtherBytes
  }

  private mutating func append(levels names: ClassNames, _ feature: Int, of other: inout RawTable) throws(DataError) {
    guard names.count > 0 else { return }
    guard let places = levels[feature].append(names) else { throw layout.tooManyLevels(roles.features[feature]) }
    other.values.replace(column: feature) { Double(places[Int($0)]) }
  }

  /// How many rows there are.
  var count: Int { values.count }

  /// Numbers the levels as their names are sorted; `levels` are all there are, this table's and another's.
  mutating func sortLevels(_ levels: [ClassNames]) {
    for (feature, names) in levels.enumerated() where names.count > 1 {
      let places = names.places
      values.replace(column: feature) { Double(places[Int($0)]) }
    }
  }

  /// Leaves out the rows that lack a value.
  mutating func dropIncompleteRows() {
    var complete = NumberRows(width: values.width), keep: [Bool] = []
    values.forEachPiece { _, values in
      for start in stride(from: 0, to: values.count, by: complete.width) {
        let row = Array(values[start..<start + complete.width])
        keep.append(!row.contains(where: \.isNaN))
        if keep.last == true { _ = complete.append(row) }
      }
      return true
    }
    complete.close()
    func kept<Value>(_ values: [Value]) -> [Value] { values.indices.filter { keep[$0] }.map { values[$0] } }
    (values, codes, ids, rows, batchCodes) = (complete, kept(codes), kept(ids), kept(rows), kept(batchCodes))
  }

  /// Rows become float32 piece by piece, with little more memory than they have; what grows meanwhile are the numbers and
  /// labels beside them, whose arrays are copied as they grow.
  private func checkMemory(parts: Int) throws(DataError) {
    guard count * 16 * max(parts, 1) + 1 << 26 <= Extent.freeMemory else {
      let bytes = count * (roles.features.count * 8 + 16)
      throw DataError(
        "\(layout.path): its first \(count) rows take \(bytes >> 20) MB already, and no more memory is free",
        hint: "take fewer rows, or fewer columns with columns=")
    }
  }
}
