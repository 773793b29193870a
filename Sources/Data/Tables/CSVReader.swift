import Bytes

/// Reads a person's own table: rows of numbers and categories, with labels in one column or none.
///
/// Delimiter, header, encoding and decimal commas are found out; values are scaled in double precision before they become
/// float32. The file is gone through once, and again only where a column turns out to hold texts.
public enum CSVReader {
  /// Loads the table; classes are its labels in natural order.
  /// - Throws: `DataError` if a file is missing or unreadable, or a value is none that its column can have.
  public static func load(_ path: String, _ options: CSVOptions = CSVOptions()) throws(DataError) -> Dataset {
    var table = try TableFile(path, options)
    var test: TableFile?
    if case .file(let testPath) = options.test { test = try TableFile(testPath, options, like: table) }
    var notes = table.notes + (test?.notes ?? [])
    notes += try handleMissing(&table.raw, options)
    if var other = test {
      notes += try handleMissing(&other.raw, options)
      test = other
    }
    let (classes, levels) = (test?.raw.classes ?? table.raw.classes, test?.raw.levels ?? table.raw.levels)
    table.raw.sortLevels(levels)
    test?.raw.sortLevels(levels)
    let split = try split(table.raw, options)
    notes += split.notes
    let columns = measure(table.raw, levels, split, options)
    try columns.checkLogarithms(path)
    notes += columns.notes + identifiers(table.raw, columns.all, split)
    if table.raw.codes.contains(-1) { notes.append(unlabeled(table.raw)) }
    if let batches = table.raw.batches { notes.append(batches.note(table.raw.batchCodes)) }
    var parts = try examples(&table.raw, columns, split, classes, options)
    if var other = test {
      let apart = try examples(&other.raw, columns, Split(trainingOn: other.raw.count), classes, options)
      (parts.test, parts.outside) = (apart.train, apart.outside)
    }
    notes += columns.clipped(parts.outside)
    return Dataset(
      name: FileName.stem(path), train: parts.train, test: parts.test,
      classes: table.raw.roles.label == nil ? [] : classes.sorted, columns: columns.all,
      otherColumns: others(table.raw), idColumn: table.raw.roles.id.map(table.raw.layout.name), notes: notes)
  }

  private static func measure(
    _ table: RawTable, _ levels: [ClassNames], _ split: Split, _ options: CSVOptions
  ) -> MeasuredColumns {
    let features = table.roles.features
    let isText = features.map(table.roles.texts.contains)
    // Pixels stay as they are.
    return MeasuredColumns(
      table.values, split, titles: features.map(table.layout.name),
      levels: zip(levels, isText).map { $1 ? $0.sorted : nil },
      scaling: options.scaling ?? (options.shape == nil ? nil : TableScaling.none))
  }

  private static func examples(
    _ table: inout RawTable, _ columns: MeasuredColumns, _ split: Split, _ classes: ClassNames, _ options: CSVOptions
  ) throws(DataError) -> (train: Examples, test: Examples, outside: Int) {
    let width = columns.all.reduce(0) { $0 + $1.width }, shape = options.shape ?? .vector(width)
    guard shape.count == width else {
      throw DataError(
        "\(table.layout.path): a row has \(width) values, an image of \(shape) \(shape.count)",
        hint: "give a shape= of \(width) values, or leave columns out with drop=")
    }
    let isMasked = (options.missing ?? .mask) == .mask && table.missing.contains { $0.count > 0 }
    let missing = isMasked ? columns.missing(table.values, split) : (train: nil, test: nil)
    let values = columns.values(&table.values, split)
    let labels = table.roles.label == nil ? nil : split.parts(classes.labels(table.codes))
    let (ids, rows) = (table.roles.id == nil ? nil : split.parts(table.ids), split.parts(table.rows))
    let batches = split.parts(table.batchCodes)
    func storage(_ values: [Float]) -> Examples.Storage {
      options.shape == nil ? .floats(values) : .pixels(values) ?? .floats(values)
    }
    let train = Examples(
      shape: shape, storage: storage(values.train), labels: labels?.train, ids: ids?.train, rows: rows.train,
      missing: missing.train, batches: table.batches?.batches(batches.train))
    let test = Examples(
      shape: shape, storage: storage(values.test), labels: labels?.test, ids: ids?.test, rows: rows.test,
      missing: missing.test, batches: table.batches?.batches(batches.test))
    return (train, test, values.outside)
  }

  /// Whole numbers that all differ in a column named like an id are none to learn from.
  private static func identifiers(_ table: RawTable, _ columns: [Column], _ split: Split) -> [String] {
    let names = ["id", "index", "nr", "no", "row", "rowid", "unnamed: 0", "number"]
    return columns.enumerated().compactMap { feature, column in
      let name = column.name
      guard column.levels == nil, column.statistics.count > 2,
        names.contains(name.lowercased()) || ["_id", " id", "Id", "ID"].contains(where: name.hasSuffix)
      else { return nil }
      var seen = Set<Double>()
      ColumnValues(rows: table.values, column: feature, isTest: split.isTest).forEach {
        if $0 == $0.rounded() { seen.insert($0) }
      }
      guard seen.count == column.statistics.count else { return nil }
      let written = table.layout.written(table.roles.features[feature])
      return "\(column.title) seems to number the rows: id=\(written) keeps it out of what is learned from"
    }
  }

  private static func others(_ table: RawTable) -> [String] {
    (0..<table.layout.columns).filter { !table.roles.features.contains($0) }.map(table.layout.name)
  }

  private static func split(_ table: RawTable, _ options: CSVOptions) throws(DataError) -> Split {
    guard case .share(let share) = options.test else { return Split(trainingOn: table.count) }
    let codes = Split.strata(
      labels: table.roles.label == nil ? nil : table.codes, batches: table.batches == nil ? nil : table.batchCodes)
    return try Split(count: table.count, codes: codes, share: share, seed: options.seed, path: table.layout.path)
  }

  private static func unlabeled(_ table: RawTable) -> String {
    let count = table.codes.count { $0 < 0 }
    return "\(count == 1 ? "one row has" : "\(count) rows have") no label: trained on, and left out of accuracy"
  }

  /// Refuses or leaves out what is missing, as the options say, and tells how much that is.
  private static func handleMissing(_ table: inout RawTable, _ options: CSVOptions) throws(DataError) -> [String] {
    let features = table.missing.indices.filter { table.missing[$0].count > 0 }
    guard let first = features.min(by: { table.missing[$0].row < table.missing[$1].row }) else { return [] }
    let total = features.reduce(0) { $0 + table.missing[$1].count }
    let list = features.map { "\(table.layout.name(table.roles.features[$0])) \(table.missing[$0].count)" }
    let what =
      "\(table.layout.path): \(total == 1 ? "one value is" : "\(total) values are") missing: "
      + list.listed(8)
    switch options.missing ?? .mask {
    case .error:
      throw DataError(
        "\(table.layout.path): row \(table.missing[first].row), "
          + "\(table.layout.column(table.roles.features[first])): the value is missing",
        hint: "missing=mask leaves the value out of the likelihood, missing=drop leaves the row out")
    case .drop:
      let before = table.count
      table.dropIncompleteRows()
      guard table.count > 0 else {
        throw DataError("\(what); no row is complete", hint: "missing=mask keeps the rows; drop= leaves columns out")
      }
      return ["\(what); \(before - table.count) of \(before) rows are left out"]
    case .mask:
      return ["\(what); they are left out of the likelihood (missing=drop leaves their rows out)"]
    case .mean:
      return ["\(what); the mean of the column stands for each (missing=drop leaves the rows out)"]
    }
  }
}
