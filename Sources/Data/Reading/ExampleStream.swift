/// New examples, made as those were that a model learned from. They come a batch at a time, so that there may be more of
/// them than the memory holds.
public protocol ExampleStream: AnyObject {
  /// Whether each example has a name of its own.
  var hasIDs: Bool { get }
  /// Whether each example has a line or place in its file.
  var hasRows: Bool { get }
  /// Whether the batch of each example is told.
  var hasBatches: Bool { get }
  /// How many examples so far are of batches that the model does not know, and the first of these.
  var unknownBatches: (count: Int, first: String) { get }
  /// How many values have been missing so far; the column's mean stands for each.
  var missing: Int { get }
  /// What a person should know about how they are read.
  var notes: [String] { get }

  /// The next examples, up to `limit`; nil at the end.
  func next(_ limit: Int) throws(DataError) -> ExampleBatch?
}

/// Examples read together.
public struct ExampleBatch: Sendable {
  /// How many they are.
  public internal(set) var count = 0
  /// The values as float32, example by example.
  public internal(set) var values: [Float] = []
  /// For each value 0 if it is missing, else 1.
  public internal(set) var counted: [Float] = []
  /// What names each example; empty if nothing does.
  public internal(set) var ids: [String] = []
  /// The line or place of each in its file; empty if there are no such.
  public internal(set) var rows: [Int32] = []
  /// The number of each example's batch among those of the model, -1 for one that it does not know; empty if none is told.
  public internal(set) var batches: [Int32] = []
}

extension ExampleStream {
  /// No batches are told.
  public var hasBatches: Bool { false }
  /// No batches are told.
  public var unknownBatches: (count: Int, first: String) { (0, "") }
}

/// What new examples are made like: those that a model learned from.
public struct LearnedExamples: Sendable {
  /// The shape of one.
  public var shape: ExampleShape
  /// The columns with their names and scaling; nil if they have none.
  public var columns: [Column]?
  /// The titles of columns that were not learned from.
  public var otherColumns: [String]
  /// The title of the column that named the rows.
  public var idColumn: String?
  /// The batches that are told apart; nil for none.
  public var batches: KnownBatches?

  /// Describes them.
  public init(shape: ExampleShape, columns: [Column]?, otherColumns: [String] = [], idColumn: String? = nil) {
    (self.shape, self.columns, self.otherColumns, self.idColumn) = (shape, columns, otherColumns, idColumn)
  }
}

/// What new examples are in, by what the path leads to.
public enum ExampleSource: Sendable {
  /// A folder of pictures.
  case pictures
  /// One picture.
  case picture
  /// NumPy's arrays or an idx file.
  case arrays
  /// An AnnData file.
  case annData
  /// A table, whatever its name.
  case table

  /// Looks at a folder's rights and at a file's name.
  public init(_ path: String) {
    switch FileName.ending(path) {
    case _ where (try? RawPath(path).openedFolder()) != nil: self = .pictures
    case let ending where PictureFolder.endings.contains(ending): self = .picture
    case _ where FileName.isArrayFile(path): self = .arrays
    case "h5ad": self = .annData
    default: self = .table
    }
  }

  /// Opens the examples. `array` is the one to take of an archive, or the layer of an AnnData file.
  /// - Throws: `DataError` if they are not like those that were learned from.
  public func open(
    _ path: String, like learned: LearnedExamples, array: String?, _ table: CSVOptions
  ) throws(DataError) -> any ExampleStream {
    switch self {
    case .pictures: return try PictureStream(folder: path, like: learned)
    case .picture: return try PictureStream(picture: path, like: learned)
    case .arrays: return try ArrayStream(path, array: array, like: learned)
    case .annData: return try ArrayStream(annData: path, layer: array, like: learned)
    case .table:
      guard let columns = learned.columns else {
        throw DataError(
          "\(path): it is read as a table, and the model did not learn from one",
          hint: learned.shape.isImage
            ? "give a folder of pictures, a picture, or an array of images (.npy)" : "give an array (.npy, .npz)")
      }
      return try TableStream(
        path, columns: columns, known: learned.otherColumns, id: learned.idColumn, batches: learned.batches, table)
    }
  }
}
