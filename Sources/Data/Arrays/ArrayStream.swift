/// Reads the rows of an array as those were made that a model learned from: columns by name if both have names, scaled as
/// they were then. The array is in memory as it is for training; its values become float32 a batch at a time.
final class ArrayStream: ExampleStream {
  let hasRows = true
  let missing = 0
  let notes: [String] = []
  var hasIDs: Bool { !ids.isEmpty }
  var hasBatches: Bool { !batchCodes.isEmpty }
  private(set) var unknownBatches: (count: Int, first: String) = (0, "")
  private var batchCodes: [Int32] = []
  private let values: Values
  private let ids: [String]
  private let count: Int
  private let width: Int
  private var place = 0

  /// Numbers that are still to be scaled, or values as they are.
  private enum Values {
    case numbers(NumberRows, [ColumnScale])
    case examples(Examples)
  }

  /// Opens a .npy or idx file, or an array of an archive.
  convenience init(_ path: String, array: String?, like learned: LearnedExamples) throws(DataError) {
    let source = try NPYSource(path, examples: array, labels: nil, isTest: false)
    let width = try source.examples.extent().shape.count
    if let known = Self.names(learned) {
      let hint = "numpy.savez(file, x=array, feature_names=names) keeps the names"
      guard let titles = source.columnNames, titles.count == width else {
        throw DataError("\(path): it names no columns, and the model knows its own by name", hint: hint)
      }
      guard titles == known else {
        throw DataError(
          Set(titles) == Set(known)
            ? "\(path): its columns stand in another order than those that the model learned from"
            : "\(path): its columns are \(CSVLayout.listed(titles, 8)); the model learned from \(CSVLayout.listed(known, 8))",
          hint: "put the array's columns in this order: \(CSVLayout.listed(known, 8))")
      }
    }
    try self.init(source.examples, ids: [], like: learned)
  }

  /// Opens X or a layer of an AnnData file; its variables may stand in any order.
  convenience init(annData path: String, layer: String?, like learned: LearnedExamples) throws(DataError) {
    let file = try AnnData(path)
    let columns = try Self.names(learned).map { names throws(DataError) in
      try H5ADReader.find(names, among: try file.names("var"), path)
    }
    try self.init(try file.matrix(layer: layer, columns: columns), ids: try file.names("obs"), like: learned)
    guard var batches = learned.batches, try file.hasColumn(batches.title) else { return }
    batchCodes = try file.labels(batches.title, count: count).map { batches.code($0) }
    unknownBatches = batches.unknown
  }

  private init(_ array: any ExampleArray, ids: [String], like learned: LearnedExamples) throws(DataError) {
    let (count, shape) = try array.extent()
    guard shape == learned.shape || !shape.isImage && shape.count == learned.shape.count else {
      throw DataError(
        "\(array.name): its examples are of shape \(shape), and the model learned from \(learned.shape)",
        hint: "give an array of \(count) × \(learned.shape)")
    }
    if let columns = learned.columns, columns.contains(where: { $0.scale.scaling != .none }) {
      values = .numbers(
        try array.rows(), columns.flatMap { [ColumnScale](repeating: $0.scale, count: $0.width) })
    } else {
      let storage = try array.storage(Split(trainingOn: count)).train
      let isMade = learned.shape.isImage && !shape.isImage
      values = .examples(Examples(shape: learned.shape, storage: isMade ? storage.asPixels : storage))
    }
    (self.count, width, self.ids) = (count, learned.shape.count, ids)
  }

  func next(_ limit: Int) throws(DataError) -> ExampleBatch? {
    let range = place..<min(place + limit, count)
    guard !range.isEmpty else { return nil }
    place = range.upperBound
    var batch = ExampleBatch()
    batch.count = range.count
    switch values {
    case .numbers(let rows, let scales):
      batch.values = [Float](repeating: 0, count: range.count * width)
      for (place, row) in range.enumerated() {
        for column in 0..<width { batch.values[place * width + column] = scales[column](rows[row, column]) }
      }
    case .examples(let examples): batch.values = examples.values(range)
    }
    batch.counted = [Float](repeating: 1, count: range.count * width)
    batch.rows = range.map { Int32(clamping: $0 + 1) }
    if hasIDs { batch.ids = Array(ids[range]) }
    if hasBatches { batch.batches = Array(batchCodes[range]) }
    return batch
  }

  /// The names of the columns that the model learned from, if these are more than numbers.
  private static func names(_ learned: LearnedExamples) -> [String]? {
    guard let titles = learned.columns?.map(\.title), titles != ArraySet.placeTitles(titles.count) else { return nil }
    return learned.columns?.flatMap(\.valueNames)
  }
}
