/// Makes a data set of arrays: labels by name, values scaled or as they are, rows as images.
struct ArraySet {
  /// Examples with their labels.
  struct Part {
    let array: any ExampleArray
    let count: Int
    let shape: ExampleShape
    let codes: [Int32]?
    var ids: [String]?
    var batchCodes: [Int32]?
  }

  private let path: String
  private let titles: [String]?
  private let classNames: [String]?
  private(set) var names = ClassNames()
  /// The batches, if examples come from such.
  var batches: BatchNames?

  init(_ path: String, titles: [String]?, classNames: [String]? = nil) {
    (self.path, self.titles, self.classNames) = (path, titles, classNames)
  }

  /// Reads the labels of an array and adds them to the classes.
  mutating func part(_ array: any ExampleArray, _ labels: NPYFile?) throws(DataError) -> Part {
    let (count, shape) = try array.extent()
    let codes = try labels?.labels(count: count, names: &names)
    return Part(array: array, count: count, shape: shape, codes: codes)
  }

  /// Labels that are known as texts.
  mutating func codes(_ labels: [String]) throws(DataError) -> [Int32] {
    var codes: [Int32] = []
    for label in labels {
      guard let code = label.isEmpty ? -1 : names.code(label) else { throw ClassNames.tooMany("\(path) has") }
      codes.append(code)
    }
    return codes
  }

  /// The data set of a part, divided by a split, or of two.
  func dataset(
    _ train: Part, _ split: Split, test: Part?, _ scaling: TableScaling, _ shape: ExampleShape?
  ) throws(DataError) -> Dataset {
    let shape = shape ?? train.shape
    guard shape.count == train.shape.count else {
      throw DataError(
        "\(path): an example has \(train.shape.count) values, an image of \(shape) \(shape.count)",
        hint: "give a shape= of \(train.shape.count) values")
    }
    let whole = test.map { Split(trainingOn: $0.count) }
    var storage: (train: Examples.Storage, test: Examples.Storage)
    var columns: [Column]?, notes = split.notes
    if let batches, let codes = train.batchCodes { notes.append(batches.note(codes)) }
    if scaling != .none {
      let scaled = try scaledStorage(train, split, test, whole, scaling)
      (storage, columns) = (scaled.storage, scaled.columns.all)
      notes += scaled.columns.notes + scaled.columns.clipped(scaled.outside)
    } else {
      storage = try train.array.storage(split)
      if let test, let whole { storage.test = try test.array.storage(whole).train }
      if shape.isImage, !train.shape.isImage { storage = (storage.train.asPixels, storage.test.asPixels) }
      columns = try names(train, split)
    }
    func examples(_ storage: Examples.Storage, _ part: Part, _ isTest: Bool, _ split: Split) -> Examples {
      let codes = part.codes.map { split.parts($0) }, ids = part.ids.map { split.parts($0) }
      let rows = split.parts((0..<Int32(clamping: part.count)).map { $0 + 1 })
      let batchCodes = part.batchCodes.map { split.parts($0) }
      return Examples(
        shape: shape, storage: storage, labels: codes.map { names.labels(isTest ? $0.test : $0.train) },
        ids: ids.map { isTest ? $0.test : $0.train }, rows: isTest ? rows.test : rows.train,
        batches: batchCodes.flatMap { batches?.batches(isTest ? $0.test : $0.train) })
    }
    let tested =
      if let test, let whole { examples(storage.test, test, false, whole) } else {
        examples(storage.test, train, true, split)
      }
    return Dataset(
      name: FileName.stem(path), train: examples(storage.train, train, false, split), test: tested, classes: classes,
      columns: columns, notes: notes)
  }

  /// What the labels stand for if the file says so, else the labels.
  private var classes: [String] {
    let sorted = names.sorted
    guard let classNames else { return sorted }
    let places = sorted.compactMap { Int($0) }
    guard places.count == sorted.count, places.allSatisfy(classNames.indices.contains) else { return sorted }
    return places.map { classNames[$0] }
  }

  private func scaledStorage(
    _ train: Part, _ split: Split, _ test: Part?, _ whole: Split?, _ scaling: TableScaling
  ) throws(DataError) -> (storage: (Examples.Storage, Examples.Storage), columns: MeasuredColumns, outside: Int) {
    var rows = try train.array.rows()
    let columns = MeasuredColumns(
      rows, split, titles: titles(rows.width), levels: [[String]?](repeating: nil, count: rows.width), scaling: scaling)
    try columns.checkLogarithms(path)
    var values = columns.values(&rows, split)
    if let test, let whole {
      var others = try test.array.rows()
      let apart = columns.values(&others, whole)
      (values.test, values.outside) = (apart.train, apart.outside)
    }
    return ((.floats(values.train), .floats(values.test)), columns, values.outside)
  }

  /// Columns that have names keep them; what they hold is not measured if nothing is scaled.
  private func names(_ part: Part, _ split: Split) throws(DataError) -> [Column]? {
    guard let titles, titles.count == part.shape.count else { return nil }
    return titles.map { Column(title: $0, levels: nil, scale: .none, statistics: ColumnStatistics()) }
  }

  private func titles(_ width: Int) -> [String] {
    if let titles, titles.count == width { return titles }
    return Self.placeTitles(width)
  }

  /// What columns without names are called.
  static func placeTitles(_ width: Int) -> [String] { (0..<width).map { "column \($0 + 1)" } }
}

extension Examples.Storage {
  /// Whole numbers from 0 to 255 as pixels, anything else as it is.
  var asPixels: Examples.Storage {
    switch self {
    case .bytes(let bytes, 1, 0) where bytes.contains { $0 > 1 }: .bytes(bytes)
    case .bytes: self
    case .floats(let values): .pixels(values) ?? self
    }
  }
}
