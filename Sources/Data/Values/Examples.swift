import CKernels

/// Examples of one shape, kept as they were stored until a batch asks for them as float32.
public struct Examples: Sendable {
  /// The values of all examples, one example after another.
  public enum Storage: Sendable, Equatable {
    /// One byte each, which stands for y = scale · byte + offset: pixels by default, y = byte / 255.
    case bytes([UInt8], scale: Float = 1 / 255, offset: Float = 0)
    /// Values as they are.
    case floats([Float])

    /// How many values there are in all.
    public var count: Int {
      switch self {
      case .bytes(let values, _, _): values.count
      case .floats(let values): values.count
      }
    }
  }

  /// How many examples there are.
  public let count: Int
  /// The shape of each.
  public let shape: ExampleShape
  /// The label of each example, an index into the data set's classes, -1 for an example without; nil if none has one.
  public let labels: [Int]?
  /// What names each example: an id, or its file's name.
  public let ids: [String]?
  /// The line or place of each in the file it came from, counted from 1.
  public let rows: [Int32]?
  /// The values, `count` × `shape.count`.
  public let storage: Storage
  /// A 1 for each value that is missing, for which another one stands; nil if none is or nothing tells them apart.
  public let missing: [UInt8]?
  /// The batch of each; nil if they are not told apart.
  public let batches: Batches?

  /// Takes whole examples; a reader has checked that the values and labels fit the shape.
  public init(
    shape: ExampleShape, storage: Storage, labels: [Int]? = nil, ids: [String]? = nil, rows: [Int32]? = nil,
    missing: [UInt8]? = nil, batches: Batches? = nil
  ) {
    let count = shape.count > 0 ? storage.count / shape.count : 0
    precondition(count * shape.count == storage.count, "values must fill whole examples")
    precondition(missing == nil || missing?.count == storage.count, "each value is missing or not")
    precondition(labels == nil || labels?.count == count, "each example needs its label")
    precondition(batches == nil || batches?.codes.count == count, "each example needs its batch")
    self.count = count
    self.shape = shape
    self.labels = labels?.contains { $0 >= 0 } ?? false || labels?.isEmpty ?? false ? labels : nil
    self.ids = ids
    self.rows = rows
    self.storage = storage
    self.missing = missing
    self.batches = batches
  }

  /// Copies the examples at `indices` as float32 into `destination`, row-major, `indices.count` × `shape.count`.
  public func gather(_ indices: UnsafeBufferPointer<Int32>, into destination: UnsafeMutablePointer<Float>) {
    for index in indices { precondition(index >= 0 && index < count, "no example \(index)") }
    guard !indices.isEmpty, let first = indices.baseAddress else { return }
    let (rows, columns) = (Int64(indices.count), Int64(shape.count))
    switch storage {
    case .bytes(let values, let scale, let offset):
      gm_gather_bytes(values, first, rows, columns, scale, offset, destination)
    case .floats(let values): gm_gather_floats(values, first, rows, columns, destination)
    }
  }

  /// Writes for each value of the examples at `indices` what it counts in a likelihood: 0 if it is missing, else 1.
  public func gatherCounted(_ indices: UnsafeBufferPointer<Int32>, into destination: UnsafeMutablePointer<Float>) {
    let size = shape.count
    for (place, index) in indices.enumerated() {
      for value in 0..<size {
        destination[place * size + value] = missing.map { $0[Int(index) * size + value] == 0 ? 1 : 0 } ?? 1
      }
    }
  }

  /// As many of the examples as `most`, at even distances.
  public func spread(over most: Int) -> Examples {
    guard count > most, most > 0 else { return self }
    let indices = (0..<most).map { $0 * count / most }, size = shape.count
    func each<Value>(_ values: [Value]) -> [Value] { indices.map { values[$0] } }
    func whole<Value>(_ values: [Value]) -> [Value] { indices.flatMap { values[$0 * size..<($0 + 1) * size] } }
    let storage: Storage =
      switch storage {
      case .bytes(let values, let scale, let offset): .bytes(whole(values), scale: scale, offset: offset)
      case .floats(let values): .floats(whole(values))
      }
    return Examples(
      shape: shape, storage: storage, labels: labels.map(each), ids: ids.map(each), rows: rows.map(each),
      missing: missing.map(whole), batches: batches?.keeping(indices))
  }

  /// Some examples as float32, row-major.
  public func values(_ range: Range<Int>) -> [Float] {
    [Float](unsafeUninitializedCapacity: range.count * shape.count) { buffer, filled in
      guard let destination = buffer.baseAddress else { return }
      range.map { Int32($0) }.withUnsafeBufferPointer { gather($0, into: destination) }
      filled = range.count * shape.count
    }
  }

  /// One example as float32, `shape.count` values.
  public func example(_ index: Int) -> [Float] { values(index..<index + 1) }
}

extension Examples.Storage {
  /// Values as pixels of one byte, if they are whole numbers from 0 to 255 and not all 0 or 1.
  static func pixels(_ values: [Float]) -> Examples.Storage? {
    guard values.allSatisfy({ (0...255).contains($0) && $0 == $0.rounded() }), values.contains(where: { $0 > 1 }) else {
      return nil
    }
    return .bytes(values.map { UInt8($0) })
  }
}
