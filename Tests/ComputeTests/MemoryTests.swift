import Compute
import TestSupport
import Testing

@Suite("Buffers, tensors and layouts")
struct MemoryTests {
  @Test(
    "a tensor gives its row-major numbers back from any layout",
    arguments: [[3, 7], [33, 784], [65, 129], [1000, 785], [17, 2]])
  func roundTrip(dimensions: [Int]) throws {
    let engine = try Engine(), values = numbers(dimensions[0] * dimensions[1])
    let layout = try denseWeightLayout(rows: 100, dimensions, engine: engine)
    let tensor = try Tensor(layout)
    try tensor.setRowMajorValues(values, engine: engine)
    #expect(try tensor.rowMajorValues(engine: engine) == values)
    #expect(layout.size >= values.count && tensor.dimensions == dimensions)
    let padding = tensor.buffer.values.filter { $0 == 0 }.count - values.filter { $0 == 0 }.count
    #expect(padding == layout.size - values.count, "the padding holds zeros")
  }

  @Test("a reorder copies between layouts both ways")
  func reorder() throws {
    let engine = try Engine(), values = numbers(33 * 50)
    let plain = try Tensor([33, 50]), back = try Tensor([33, 50])
    let blocked = try Tensor(
      denseWeightLayout(rows: 64, [33, 50], engine: engine))
    plain.buffer.copy(from: values)
    try Reorder(from: plain, to: blocked, engine: engine).execute()
    try Reorder(from: blocked, to: back, engine: engine).execute()
    #expect(Array(back.buffer.values) == values)
  }

  @Test(
    "a plain tensor of one to four dimensions holds numbers in row-major order",
    arguments: [[5], [2, 3], [2, 3, 4], [2, 3, 4, 5]])
  func plain(dimensions: [Int]) throws {
    let engine = try Engine(), tensor = try Tensor(dimensions)
    let values = numbers(dimensions.reduce(1, *))
    #expect(tensor.buffer.values.allSatisfy { $0 == 0 }, "zero at first")
    try tensor.setRowMajorValues(values, engine: engine)
    #expect(Array(tensor.buffer.values) == values)
    #expect(try tensor.layout == Layout.plain(dimensions))
  }

  @Test("a wrong number of values and an impossible rank are refused with a message")
  func refusals() throws {
    let engine = try Engine(), tensor = try Tensor([2, 3])
    let count = #expect(throws: ComputeError.self) { try tensor.setRowMajorValues([1, 2], engine: engine) }
    #expect(count?.description == "filling a tensor of [2, 3] failed: 2 numbers given")
    let rank = #expect(throws: ComputeError.self) { _ = try Layout.plain([1, 2, 3, 4, 5]) }
    #expect(rank?.status == "rank 5")
  }

  @Test(
    "memory that cannot be had is refused before it is taken, and named by what it was for",
    arguments: [1 << 45, Int.max / 2])
  func noRoom(count: Int) throws {
    let error = #expect(throws: ComputeError.self) {
      try ComputeError.naming("the rows of a layer") { () throws(ComputeError) in
        try ComputeError.naming("one row") { () throws(ComputeError) in _ = try Buffer(count: count) }
      }
    }
    let message = try #require(error?.description)
    #expect(
      message.hasPrefix("there is not enough memory for one row: ") && message.contains(" GB are needed at once, and "))
    #expect(!message.contains("oneDNN"))
  }

  @Test("a slice shares its buffer's memory, and keeps it alive")
  func slice() throws {
    var buffer: Buffer? = try Buffer(count: 10)
    let slice = try Buffer(slice: 3, count: 4, of: #require(buffer)), before = Buffer.allocations
    slice.copy(from: [1, 2, 3, 4])
    #expect(try Array(#require(buffer).values) == [0, 0, 0, 1, 2, 3, 4, 0, 0, 0])
    buffer = nil
    #expect(Array(slice.values) == [1, 2, 3, 4])
    let inner = Buffer(slice: 1, count: 2, of: slice)
    inner.clear()
    #expect(Array(slice.values) == [1, 0, 0, 4])
    #expect(Buffer.allocations == before, "slices take no memory")
  }

  @Test("a buffer is zero at first, aligned for vectors, and counted", arguments: [0, 1, 1000, 600_000])
  func buffer(count: Int) throws {
    let before = Buffer.allocations, buffer = try Buffer(count: count)
    #expect(Buffer.allocations == before + 1 && buffer.count == count)
    #expect(buffer.values.allSatisfy { $0 == 0 } && UInt(bitPattern: buffer.pointer) % 64 == 0)
  }
}

private func denseWeightLayout(rows: Int, _ weights: [Int], engine: Engine) throws -> Layout {
  try LinearOperation.preferredLayouts(
    .dense, source: .plain([rows, weights[1]]), weights: weights, outputs: [rows, weights[0]], engine: engine
  ).weights
}
