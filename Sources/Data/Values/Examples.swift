import CKernels

/// Examples of one shape, kept as they were stored until a batch asks for them as float32.
public struct Examples: Sendable {
  /// The values of all examples, one example after another.
  public enum Storage: Sendable, Equatable {
    /// Pixels 0…255, which stand for y = value / 255.
    case bytes([UInt8])
    /// Values as they are.
    case floats([Float])

    /// How many values there are in all.
    public var count: Int {
      switch self {
      case .bytes(let values): values.count
      case .floats(let values): values.count
      }
    }
  }

  /// How many examples there are.
  public let count: Int
  /// The shape of each.
  public let shape: ExampleShape
  /// The label of each example, an index into the data set's classes, where labels are known.
  public let labels: [Int]?
  /// The values, `count` × `shape.count`.
  public let storage: Storage

  /// Takes whole examples; a reader has checked that the values and labels fit the shape.
  public init(shape: ExampleShape, storage: Storage, labels: [Int]? = nil) {
    let count = shape.count > 0 ? storage.count / shape.count : 0
    precondition(count * shape.count == storage.count, "values must fill whole examples")
    precondition(labels == nil || labels?.count == count, "each example needs its label")
    self.count = count
    self.shape = shape
    self.labels = labels
    self.storage = storage
  }

  /// Copies the examples at `indices` as float32 into `destination`, row-major, `indices.count` × `shape.count`.
  public func gather(_ indices: UnsafeBufferPointer<Int32>, into destination: UnsafeMutablePointer<Float>) {
    for index in indices { precondition(index >= 0 && index < count, "no example \(index)") }
    guard !indices.isEmpty, let first = indices.baseAddress else { return }
    let (rows, columns) = (Int64(indices.count), Int64(shape.count))
    switch storage {
    case .bytes(let values): gm_gather_bytes(values, first, rows, columns, 1 / 255, destination)
    case .floats(let values): gm_gather_floats(values, first, rows, columns, destination)
    }
  }

  /// One example as float32, `shape.count` values.
  public func example(_ index: Int) -> [Float] {
    [Float](unsafeUninitializedCapacity: shape.count) { buffer, filled in
      guard let destination = buffer.baseAddress else { return }
      withUnsafePointer(to: Int32(index)) { gather(UnsafeBufferPointer(start: $0, count: 1), into: destination) }
      filled = shape.count
    }
  }
}
