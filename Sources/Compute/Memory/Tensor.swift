/// Numbers with a layout, as primitives take them.
public final class Tensor {
  /// Where the numbers lie.
  public let buffer: Buffer
  /// In which order.
  public let layout: Layout

  /// A tensor in existing memory.
  public init(_ layout: Layout, in buffer: Buffer) {
    precondition(buffer.count >= layout.size, "the tensor fits its buffer")
    self.buffer = buffer
    self.layout = layout
  }

  /// A tensor in memory of its own, zero at first.
  public convenience init(_ layout: Layout) throws(ComputeError) {
    self.init(layout, in: try Buffer(count: layout.size))
  }

  /// A row-major tensor in memory of its own, zero at first.
  public convenience init(_ dimensions: [Int]) throws(ComputeError) {
    try self.init(Layout.plain(dimensions))
  }

  /// The logical dimensions.
  public var dimensions: [Int] { layout.dimensions }

  /// The first number.
  public var pointer: UnsafeMutablePointer<Float> { buffer.pointer }

  /// The numbers in row-major order, whatever the layout.
  public func rowMajorValues(engine: any Backend) throws(ComputeError) -> [Float] {
    let plain = try Tensor(dimensions)
    try engine.prepareReorder(from: self, to: plain).execute()
    return Array(plain.buffer.values)
  }

  /// Sets the numbers from row-major ones.
  public func setRowMajorValues(_ values: [Float], engine: any Backend) throws(ComputeError) {
    let plain = try Tensor(dimensions)
    guard values.count == plain.buffer.count else {
      throw ComputeError(operation: "filling a tensor of \(dimensions)", status: "\(values.count) numbers given")
    }
    plain.buffer.copy(from: values)
    try engine.prepareReorder(from: plain, to: self).execute()
  }
}
