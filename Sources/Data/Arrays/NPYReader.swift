/// How NumPy arrays and idx files are read.
public struct NPYOptions: Sendable {
  /// The array of labels: a file, or the name of an array in the archive.
  public var labels: String?
  /// The name of the array of examples in the archive.
  public var array: String?
  /// How each column is scaled.
  public var scaling = TableScaling.none
  /// The shape that makes an image of each row.
  public var shape: ExampleShape?
  /// What is tested on; nil for the archive's own test arrays, else a fifth.
  public var test: TestExamples?
  /// The labels of a test file.
  public var testLabels: String?
  /// What the share to test on is drawn by.
  public var seed: UInt64

  /// Whether a text names a file of arrays, and not an array.
  public static func isFile(_ text: String) -> Bool { text.contains("/") || FileName.isArrayFile(text) }

  /// Everything found out.
  public init(
    labels: String? = nil, array: String? = nil, test: TestExamples? = nil, testLabels: String? = nil, seed: UInt64 = 1
  ) {
    (self.labels, self.array, self.test, self.testLabels, self.seed) = (labels, array, test, testLabels, seed)
  }
}

/// Reads a person's own arrays, .npy, .npz or idx: examples, their labels, and those to test on.
public enum NPYReader {
  /// Loads the arrays; classes are the labels in natural order.
  /// - Throws: `DataError` if a file is missing or unreadable, an array not of a shape or type that is read, or a value
  ///   not finite.
  public static func load(_ path: String, _ options: NPYOptions = NPYOptions()) throws(DataError) -> Dataset {
    let source = try NPYSource(path, examples: options.array, labels: options.labels, isTest: false)
    var set = ArraySet(path, titles: source.columnNames, classNames: source.classNames)
    let train = try set.part(source.examples, source.labels)
    guard let other = try testSource(source, options) else {
      let share = if case .share(let share)? = options.test { share } else { 0.2 }
      let split = try Split(count: train.count, codes: train.codes, share: share, seed: options.seed, path: path)
      return try set.dataset(train, split, test: nil, options.scaling, options.shape)
    }
    let test = try set.part(other.examples, other.labels)
    guard test.shape == train.shape, (test.codes == nil) == (train.codes == nil) else {
      throw DataError(
        "\(test.array.name): examples of shape \(test.shape)\(test.codes == nil ? "" : " with labels"), those to "
          + "train on are of shape \(train.shape)\(train.codes == nil ? "" : " with labels")",
        hint: "give both parts the same shape, and labels to both (labels=, testlabels=) or to none")
    }
    return try set.dataset(train, Split(trainingOn: train.count), test: test, options.scaling, options.shape)
  }

  private static func testSource(_ source: NPYSource, _ options: NPYOptions) throws(DataError) -> NPYSource? {
    switch options.test {
    case .share?: nil
    case .file(let path)?:
      try NPYSource(path, examples: options.array, labels: options.testLabels ?? source.labelMember, isTest: true)
    case nil: try source.ownTest()
    }
  }
}
