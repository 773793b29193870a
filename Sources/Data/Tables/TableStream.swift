/// Reads the rows of a table as those were made that a model learned from: columns by name, scaled as they were then.
final class TableStream: ExampleStream {
  let hasRows = true
  let notes: [String] = []
  var hasIDs: Bool { reader.roles.id != nil }
  var missing: Int { reader.missing.reduce(0) { $0 + $1.count } }
  var hasBatches: Bool { reader.roles.batch != nil }
  var unknownBatches: (count: Int, first: String) { batches?.unknown ?? (0, "") }
  private var batches: KnownBatches?
  private let columns: [Column]
  private let width: Int
  private var reader: RowReader

  /// Opens a table for a model's columns.
  ///
  /// Columns may stand in any order. One that is absent, and one that the model does not know, is an error; `known` are
  /// those that it was not to learn from, such as labels. The column of batches may be absent.
  init(
    _ path: String, columns: [Column], known: [String], id: String?, batches: KnownBatches? = nil, _ options: CSVOptions
  ) throws(DataError) {
    (self.columns, self.batches) = (columns, batches)
    width = columns.reduce(0) { $0 + $1.width }
    let layout = try CSVLayout(path, options)
    var roles = try Self.roles(layout, columns, known, id, options)
    roles.batch = batches.flatMap { batches in (0..<layout.columns).first { layout.name($0) == batches.title } }
    let levels = columns.map { column in
      var levels = ClassNames()
      for level in column.levels ?? [] { _ = levels.code(level) }
      return levels
    }
    reader = try RowReader(layout, roles, classes: ClassNames(), levels: levels)
  }

  func next(_ limit: Int) throws(DataError) -> ExampleBatch? {
    var batch = ExampleBatch()
    batch.values = [Float](repeating: 0, count: limit * width)
    batch.counted = [Float](repeating: 1, count: limit * width)
    while batch.count < limit, try reader.next() {
      try checkKinds()
      let start = batch.count * width
      batch.values.withUnsafeMutableBufferPointer { buffer in
        guard var place = buffer.baseAddress.map({ $0 + start }) else { return }
        for (column, value) in zip(columns, reader.values) {
          column.write(value, to: place)
          place += column.width
        }
      }
      var place = start
      for (column, value) in zip(columns, reader.values) {
        if value.isNaN { for level in 0..<column.width { batch.counted[place + level] = 0 } }
        place += column.width
      }
      batch.count += 1
      batch.rows.append(Int32(clamping: reader.row))
      if hasIDs { batch.ids.append(reader.id) }
      if hasBatches, let code = batches?.code(reader.batch.name, number: reader.batch.number) {
        batch.batches.append(code)
      }
    }
    guard batch.count > 0 else { return nil }
    batch.values.removeLast((limit - batch.count) * width)
    batch.counted.removeLast((limit - batch.count) * width)
    return batch
  }

  /// Refuses a text in a column of numbers, and a level that the model does not know.
  private func checkKinds() throws(DataError) {
    guard reader.isOdd else { return }
    for (feature, column) in columns.enumerated() {
      let place = "\(reader.layout.path): row \(reader.row), \(reader.layout.column(reader.roles.features[feature]))"
      let oddity = reader.oddities[feature]
      if let large = oddity.large {
        throw reader.layout.tooLarge(large.text, row: large.row, reader.roles.features[feature])
      }
      if oddity.texts > 0 {
        throw DataError(
          "\(place): '\(CSVLayout.quoted(oddity.text))' is not a number, and the model learned from numbers there",
          hint: "na=\"\(oddity.text.prefix(40).filter { $0 != "\"" && $0 != "\\" })\" makes it a missing value")
      }
      if let levels = column.levels, reader.levels[feature].count > levels.count {
        let level = CSVLayout.quoted(reader.levels[feature].names[levels.count])
        throw DataError(
          "\(place): '\(level)' is not a level that the model knows: " + levels.prefix(20).joined(separator: ", "),
          hint: "na=\"\(level.filter { $0 != "\"" && $0 != "\\" })\" makes it a missing value")
      }
    }
  }

  private static func roles(
    _ layout: CSVLayout, _ columns: [Column], _ known: [String], _ id: String?, _ options: CSVOptions
  ) throws(DataError) -> ColumnRoles {
    let names = (0..<layout.columns).map(layout.name)
    let lacking = columns.map(\.title).filter { !names.contains($0) }
    guard lacking.isEmpty else {
      throw DataError(
        "\(layout.path): it lacks \(CSVLayout.listed(lacking)), which the model learned from",
        hint: layout.names == nil
          ? "give its first row the columns' names: \(CSVLayout.listed(columns.map(\.title)))"
          : "add it, or make a model without it")
    }
    let features = columns.compactMap { names.firstIndex(of: $0.title) }
    let given = try options.id.map { text throws(DataError) in try layout.index(of: text) }
    let place = given ?? id.flatMap { layout.names?.firstIndex(of: $0) }
    let dropped = try layout.indices(of: options.drop)
    let passed = Set(features + dropped + [place].compactMap { $0 })
    let others = names.indices.filter { !passed.contains($0) && !known.contains(names[$0]) }
    guard others.isEmpty else {
      throw DataError(
        "\(layout.path): it has columns that the model does not know: \(CSVLayout.listed(others.map { names[$0] }))",
        hint: "leave them out with drop=[\(others.map(layout.written).joined(separator: ", "))]")
    }
    let texts = zip(features, columns).filter { $1.levels != nil }.map(\.0)
    return ColumnRoles(features: features, label: nil, id: place, batch: nil, texts: Set(texts))
  }
}
