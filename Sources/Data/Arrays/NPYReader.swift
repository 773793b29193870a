/// How NumPy arrays are read.
public struct NPYOptions: Sendable {
  /// The array of labels: a file, or the name of an array in the archive.
  public var labels: String?
  /// The name of the array of examples in the archive.
  public var array: String?
  /// What is tested on; nil for the archive's own test arrays, else a fifth.
  public var test: TestExamples?
  /// The labels of a test file.
  public var testLabels: String?
  /// What the share to test on is drawn by.
  public var seed: UInt64

  /// Everything found out.
  public init(
    labels: String? = nil, array: String? = nil, test: TestExamples? = nil, testLabels: String? = nil, seed: UInt64 = 1
  ) {
    (self.labels, self.array, self.test, self.testLabels, self.seed) = (labels, array, test, testLabels, seed)
  }
}

/// Reads a person's own NumPy arrays, .npy or .npz: examples, their labels, and those to test on.
public enum NPYReader {
  /// Loads the arrays; classes are the labels in natural order.
  /// - Throws: `DataError` where a file is missing or unreadable, an array not of a shape or type that is read, or a value
  ///   not finite.
  public static func load(_ path: String, _ options: NPYOptions = NPYOptions()) throws(DataError) -> Dataset {
    var names = ClassNames()
    let source = try NPYSource(path, examples: options.array, labels: options.labels, isTest: false)
    let (layout, codes) = try describe(source, &names)
    guard let test = try testSource(source, options) else {
      let share = if case .share(let share)? = options.test { share } else { 0.2 }
      let split = try Split(count: layout.count, codes: codes, share: share, seed: options.seed, path: path)
      let storage = try source.examples.storage(split)
      let parts = codes.map { split.parts($0) }
      return dataset(path, layout.shape, storage, (parts?.train, parts?.test), names)
    }
    let (testLayout, testCodes) = try describe(test, &names)
    guard testLayout.shape == layout.shape, (codes == nil) == (testCodes == nil) else {
      throw DataError(
        "\(test.examples.name): examples of shape \(testLayout.shape)\(testCodes == nil ? "" : " with labels"), those to "
          + "train on are of shape \(layout.shape)\(codes == nil ? "" : " with labels")",
        hint: "give both parts the same shape, and labels to both (labels=, testlabels=) or to none")
    }
    let train = try source.examples.storage(Split(trainingOn: layout.count)).train
    let tested = try test.examples.storage(Split(trainingOn: testLayout.count)).train
    return dataset(path, layout.shape, (train, tested), (codes, testCodes), names)
  }

  private static func testSource(_ source: NPYSource, _ options: NPYOptions) throws(DataError) -> NPYSource? {
    switch options.test {
    case .share?: nil
    case .file(let path)?:
      try NPYSource(path, examples: options.array, labels: options.testLabels ?? source.labelMember, isTest: true)
    case nil: try source.ownTest()
    }
  }

  private static func describe(
    _ source: NPYSource, _ names: inout ClassNames
  ) throws(DataError) -> (layout: ArrayLayout, codes: [Int32]?) {
    let layout = try source.examples.layout()
    return (layout, try source.labels?.labels(count: layout.count, names: &names))
  }

  private static func dataset(
    _ path: String, _ shape: ExampleShape, _ storage: (train: Examples.Storage, test: Examples.Storage),
    _ codes: (train: [Int32]?, test: [Int32]?), _ names: ClassNames
  ) -> Dataset {
    let train = Examples(shape: shape, storage: storage.train, labels: codes.train.map(names.labels))
    let test = Examples(shape: shape, storage: storage.test, labels: codes.test.map(names.labels))
    return Dataset(name: FileName.stem(path), train: train, test: test, classes: names.sorted)
  }
}
