import CZlib

/// A named set of examples to train on, and others of the same kind to test on.
public struct Dataset: Sendable {
  /// The name it is loaded by, such as `mnist`.
  public let name: String
  /// The examples a model is trained on.
  public let train: Examples
  /// The examples it is tested on, of the same shape.
  public let test: Examples
  /// The names of the labels, in their order; empty if there are no labels.
  public let classes: [String]

  /// What is known of the columns of a table; nil where the examples are none.
  public let columns: [Column]?
  /// The titles of a table's columns that are not learned from: labels, ids, and what was left out.
  public let otherColumns: [String]
  /// The title of the column that names the rows.
  public let idColumn: String?
  /// What a person should know about how it was read.
  public let notes: [String]

  /// Puts a data set together; both parts have the same shape.
  public init(
    name: String, train: Examples, test: Examples, classes: [String], columns: [Column]? = nil,
    otherColumns: [String] = [],
    idColumn: String? = nil, notes: [String] = []
  ) {
    precondition(train.shape == test.shape, "both parts need one shape")
    self.name = name
    self.train = train
    self.test = test
    self.classes = classes
    self.columns = columns
    (self.otherColumns, self.idColumn) = (otherColumns, idColumn)
    self.notes = notes
  }

  /// The data with at most so many examples to train on, and to test on, at even distances.
  public func spread(over most: Int) -> Dataset {
    Dataset(
      name: name, train: train.spread(over: most), test: test.spread(over: most), classes: classes, columns: columns,
      otherColumns: otherColumns, idColumn: idColumn, notes: notes)
  }

  /// Whether values are missing that a likelihood is to leave out.
  public var hasMissing: Bool { train.missing != nil || test.missing != nil }

  /// The places of the numbers that are the levels of one category, for each category of a table.
  public var categories: [Range<Int>] {
    var place = 0
    return (columns ?? []).compactMap { column in
      defer { place += column.width }
      return column.levels == nil ? nil : place..<place + column.width
    }
  }

  /// The label of each example with the names of the labels, for those who show them all: examples without a label have
  /// one of their own, the last. Nil if no example has a label.
  public func labeling(of examples: Examples) -> (labels: [Int], names: [String])? {
    guard let labels = examples.labels, !classes.isEmpty else { return nil }
    guard labels.contains(-1) else { return (labels, classes) }
    return (labels.map { $0 < 0 ? classes.count : $0 }, classes + ["no label"])
  }

  /// The name of a label; nil for an example without one.
  public func name(ofLabel label: Int) -> String? { classes.indices.contains(label) ? classes[label] : nil }

  /// A CRC-32 over shape, values and labels of both parts, as eight hex digits: it tells a run's data from other data.
  /// Computed at each call, at about a gigabyte a second.
  public func checksum() -> String {
    let value = test.crc(continuing: train.crc(continuing: 0))
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }
}

extension Examples {
  fileprivate func crc(continuing start: UInt) -> UInt {
    var value = crcOf(Array("\(count) \(shape)".utf8), start)
    switch storage {
    case .bytes(let values, let scale, let offset):
      value = crcOf(values, value)
      if (scale, offset) != (1 / 255, 0) { value = crcOf([scale, offset], value) }
    case .floats(let values): value = crcOf(values, value)
    }
    if let missing { value = crcOf(missing, value) }
    if let batches { value = crcOf(batches.codes, crcOf(Array("\(batches.title) \(batches.names)".utf8), value)) }
    return crcOf((labels ?? []).map(Int32.init(truncatingIfNeeded:)), value)
  }

  private func crcOf<Value: BitwiseCopyable>(_ values: [Value], _ start: UInt) -> UInt {
    values.withUnsafeBytes { crc32_z(start, $0.bindMemory(to: UInt8.self).baseAddress, $0.count) }
  }
}
