import Archive
import Compute
import Model

extension Checkpoint {
  /// What a checkpoint is about, without its numbers.
  public struct Summary: Sendable {
    /// The preset the model came from.
    public let model: String
    /// The data it was trained on.
    public let data: DataIdentity
    /// Epochs completed, and steps into the next.
    public let position: GMVAE.Position
  }

  /// Reads what a checkpoint is about; its numbers are not checked.
  public static func summary(of path: String) throws(ArchiveError) -> Summary {
    let fields = try SavedFields(SafeTensorsReader(path).metadata)
    let specification = try fields.specification()
    return Summary(
      model: specification.name, data: try fields.data(size: specification.observed), position: try fields.position())
  }

  /// Reads a checkpoint; see `init(_:engine:)`.
  public init(contentsOf path: String, engine: Engine) throws {
    try self.init(SafeTensorsReader(path), engine: engine)
  }

  /// Reads a checkpoint: everything is checked, sizes before any memory is taken for them.
  ///
  /// - Throws: `ArchiveError` for what is wrong with the file, `ComputeError` where the model cannot be made.
  public init(_ reader: SafeTensorsReader, engine: Engine) throws {
    let fields = try SavedFields(reader.metadata)
    try reader.verify()
    let specification = try fields.specification()
    guard Self.numbers(in: reader) == specification.parameterCount else {
      throw ArchiveError("its tensors do not fit the model it speaks of")
    }
    model = try GMVAE(
      specification, seed: try fields.seed(), batch: try fields.integer("model.batch", 1...1 << 24), engine: engine)
    settings = try fields.settings()
    data = try fields.data(size: specification.observed)
    notes = try fields.notes(specification.components)
    machinery = try fields.machinery()
    history = try Self.history(reader)
    model.position = try fields.position()
    model.optimizer = try fields.optimizer()
    model.started = try Self.startedEpoch(reader, fields)
    try Self.restore(model, from: reader)
  }

  /// How many numbers are trained, by the first moments that the file has.
  private static func numbers(in reader: SafeTensorsReader) -> Int {
    reader.header.entries.reduce(0) { sum, entry in
      entry.name.hasPrefix(moments[0]) ? sum + entry.bytes.count / entry.type.size : sum
    }
  }

  private static func restore(_ model: GMVAE, from reader: SafeTensorsReader) throws {
    func fill(_ tensor: Tensor, _ name: String) throws {
      let values = try reader.floats(name, shape: tensor.dimensions)
      guard values.allSatisfy(\.isFinite) else { throw ArchiveError("\(name) has a value that is not finite") }
      try tensor.setRowMajorValues(values, engine: model.engine)
    }
    for parameter in model.parameters.all {
      try fill(parameter.value, parameter.name)
      for (name, moment) in zip(moments, model.parameters.moments(of: parameter)) {
        try fill(moment, name + parameter.name)
      }
    }
  }

  private static func startedEpoch(
    _ reader: SafeTensorsReader, _ fields: SavedFields
  ) throws(ArchiveError) -> GMVAE.StartedEpoch? {
    guard reader.contains("epoch.sum") else { return nil }
    let sum = try reader.doubles("epoch.sum", shape: [4])
    let consistency =
      fields.texts["epoch.consistency"] == nil ? 0 : try fields.number("epoch.consistency", -1e12...1e12)
    return .init(
      batch: try fields.integer("epoch.batch", 1...1 << 31), sum: terms(sum[...]), consistency: consistency)
  }

  private static func history(_ reader: SafeTensorsReader) throws(ArchiveError) -> [EpochRecord] {
    let train = try rows(reader, "history.train", columns: trainColumns)
    let test = try rows(reader, "history.test", columns: testColumns)
    let metrics = try metrics(reader)
    let consistency =
      reader.contains("history.consistency") ? try rows(reader, "history.consistency", columns: 2) : []
    let consistencies = Dictionary(consistency.map { ($0[$0.startIndex], $0[$0.startIndex + 1]) }) { first, _ in first }
    let tests = Dictionary(test.map { ($0[$0.startIndex], terms($0.dropFirst())) }) { first, _ in first }
    var records: [EpochRecord] = []
    for row in train {
      guard let first = row.first, let last = row.last, let epoch = Int(exactly: first) else {
        throw ArchiveError("history.train has an impossible epoch")
      }
      records.append(
        EpochRecord(
          epoch: epoch, train: terms(row.dropFirst()), test: tests[first], consistency: consistencies[first],
          metrics: metrics[epoch], seconds: last))
    }
    return records
  }

  /// The metrics of the epochs that have some; files from before they were kept have none.
  private static func metrics(_ reader: SafeTensorsReader) throws(ArchiveError) -> [Int: ClusterMetrics] {
    guard reader.contains("history.metrics") else { return [:] }
    var metrics: [Int: ClusterMetrics] = [:]
    for row in try rows(reader, "history.metrics", columns: metricsColumns) {
      guard let first = row.first, let epoch = Int(exactly: first),
        let values = ClusterMetrics(values: Array(row.dropFirst()))
      else { throw ArchiveError("history.metrics has impossible values") }
      metrics[epoch] = values
    }
    return metrics
  }

  private static func rows(
    _ reader: SafeTensorsReader, _ name: String, columns: Int
  ) throws(ArchiveError) -> [ArraySlice<Double>] {
    guard let shape = reader.shape(of: name), shape.count == 2, shape[1] == columns else {
      throw ArchiveError("it lacks \(name), or that has a wrong shape")
    }
    let values = try reader.doubles(name)
    return stride(from: 0, to: values.count, by: columns).map { values[$0..<$0 + columns] }
  }

  /// The first four numbers as terms.
  private static func terms(_ numbers: ArraySlice<Double>) -> Terms {
    var terms = Terms()
    let first = numbers.startIndex
    terms.reconstruction = numbers[first]
    terms.conditional = numbers[first + 1]
    terms.style = numbers[first + 2]
    terms.component = numbers[first + 3]
    return terms
  }
}

extension SavedFields {
  fileprivate func seed() throws(ArchiveError) -> UInt64 {
    guard let seed = UInt64(try text("seed")) else { throw wrong("seed") }
    return seed
  }
}
