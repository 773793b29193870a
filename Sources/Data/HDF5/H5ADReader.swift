import Bytes

/// How AnnData files are read.
public struct H5ADOptions: Sendable {
  /// The column of obs that holds the labels.
  public var label: String?
  /// The column of obs that tells batches.
  public var batch: String?
  /// The layer to learn from; nil for X.
  public var layer: String?
  /// The names of the variables to learn from; nil for all.
  public var columns: [String]?
  /// How each variable is scaled.
  public var scaling = TableScaling.none
  /// What is tested on.
  public var test = TestExamples.share(0.2)
  /// What the share to test on is drawn by.
  public var seed: UInt64

  /// All of X without labels.
  public init(seed: UInt64 = 1) { self.seed = seed }
}

/// Reads AnnData files, as scanpy writes them: X or a layer, dense or sparse, the names of observations and variables, and of obs
/// one column as labels and one as batches.
public enum H5ADReader {
  /// Loads the file; classes are the labels in natural order.
  /// - Throws: `DataError` where libhdf5 or the file is missing, or the file is none of AnnData's.
  public static func load(_ path: String, _ options: H5ADOptions = H5ADOptions()) throws(DataError) -> Dataset {
    let file = try AnnData(path), titles = try file.names("var")
    let columns = try options.columns.map { names throws(DataError) in try find(names, among: titles, path) }
    let learned = columns.map { $0.map { titles[$0] } } ?? titles
    var set = ArraySet(path, titles: learned)
    set.batches = options.batch.map { BatchNames(path, title: $0) }
    let train = try part(file, options, columns, &set)
    try set.batches?.check(rows: train.count)
    guard case .file(let other) = options.test else {
      let share = if case .share(let share) = options.test { share } else { 0.2 }
      let codes = Split.strata(labels: train.codes, batches: train.batchCodes)
      let split = try Split(count: train.count, codes: codes, share: share, seed: options.seed, path: path)
      return try set.dataset(train, split, test: nil, options.scaling, nil)
    }
    // By name, so that they may stand in another order.
    let tested = try AnnData(other)
    let others = try find(learned, among: tested.names("var"), other)
    set.batches = set.batches?.closed(for: other)
    let test = try part(tested, options, others, &set)
    return try set.dataset(train, Split(trainingOn: train.count), test: test, options.scaling, nil)
  }

  private static func part(
    _ file: AnnData, _ options: H5ADOptions, _ columns: [Int]?, _ set: inout ArraySet
  ) throws(DataError) -> ArraySet.Part {
    let array = try file.matrix(layer: options.layer, columns: columns)
    let (count, shape) = try array.extent(), ids = try file.names("obs")
    guard ids.count == count else {
      throw DataError("\(file.path): \(count) rows and \(ids.count) names of observations", hint: "write it anew")
    }
    let codes = try options.label.map { label throws(DataError) in try set.codes(try file.labels(label, count: count)) }
    var part = ArraySet.Part(array: array, count: count, shape: shape, codes: codes, ids: ids)
    if let batch = options.batch {
      var batchCodes: [Int32] = []
      for (row, name) in try file.labels(batch, count: count).enumerated() {
        if let code = try set.batches?.code(name, row: row + 1) { batchCodes.append(code) }
      }
      part.batchCodes = batchCodes
    }
    return part
  }

  static func find(_ names: [String], among titles: [String], _ path: String) throws(DataError) -> [Int] {
    let known = Dictionary(titles.enumerated().map { ($1, $0) }) { first, _ in first }
    let lacking = names.filter { known[$0] == nil }
    guard lacking.isEmpty else {
      throw DataError(
        "\(path): it has no variable " + lacking.listed(8),
        hint: "its variables are " + titles.listed(8))
    }
    return names.compactMap { known[$0] }
  }
}
