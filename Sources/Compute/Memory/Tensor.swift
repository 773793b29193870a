import CDNNL

/// Numbers with a layout, as primitives take them.
public final class Tensor {
  /// Where the numbers lie.
  public let buffer: Buffer
  /// In which order.
  public let layout: Layout
  let memory: dnnl_memory_t

  /// A tensor in existing memory.
  public init(_ layout: Layout, in buffer: Buffer, engine: Engine) throws(ComputeError) {
    precondition(buffer.count >= layout.size, "the tensor fits its buffer")
    self.buffer = buffer
    self.layout = layout
    var memory: dnnl_memory_t?
    try ComputeError.check(dnnl_memory_create(&memory, layout.handle, engine.handle, buffer.pointer), "making a tensor")
    guard let memory else { throw ComputeError(operation: "making a tensor", status: "no memory") }
    self.memory = memory
  }

  /// A tensor in memory of its own, zero at first.
  public convenience init(_ layout: Layout, engine: Engine) throws(ComputeError) {
    try self.init(layout, in: try Buffer(count: layout.size), engine: engine)
  }

  /// A row-major tensor in memory of its own, zero at first.
  public convenience init(_ dimensions: [Int], engine: Engine) throws(ComputeError) {
    try self.init(Layout.plain(dimensions), engine: engine)
  }

  deinit { dnnl_memory_destroy(memory) }

  /// The logical dimensions.
  public var dimensions: [Int] { layout.dimensions }

  /// The first number.
  public var pointer: UnsafeMutablePointer<Float> { buffer.pointer }

  /// The numbers in row-major order, whatever the layout.
  public func rowMajorValues(engine: Engine) throws(ComputeError) -> [Float] {
    let plain = try Tensor(dimensions, engine: engine)
    try Reorder(from: self, to: plain, engine: engine).execute()
    return Array(plain.buffer.values)
  }

  /// Sets the numbers from row-major ones.
  public func setRowMajorValues(_ values: [Float], engine: Engine) throws(ComputeError) {
    let plain = try Tensor(dimensions, engine: engine)
    guard values.count == plain.buffer.count else {
      throw ComputeError(operation: "filling a tensor of \(dimensions)", status: "\(values.count) numbers given")
    }
    plain.buffer.copy(from: values)
    try Reorder(from: plain, to: self, engine: engine).execute()
  }
}
