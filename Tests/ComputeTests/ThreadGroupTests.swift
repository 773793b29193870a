import CKernels
import Compute
import Testing

@Suite("A group of threads")
struct ThreadGroupTests {
  @Test("runs each part once, whatever the number of parts", arguments: 1...5)
  func once(count: Int) throws {
    let runs = try Buffer(count: count), group = ThreadGroup(count: count), pointer = runs.pointer
    for turn in 1...20 {
      try group.run { index throws(ComputeError) in pointer[index] += 1 }
      #expect(runs.values.allSatisfy { $0 == Float(turn) })
    }
  }

  @Test("passes on the error of the first part that failed, after all have run", arguments: 1...3)
  func errors(count: Int) throws {
    let runs = try Buffer(count: count), group = ThreadGroup(count: count), pointer = runs.pointer
    let error = #expect(throws: ComputeError.self) {
      try group.run { index throws(ComputeError) in
        pointer[index] += 1
        if index >= count - 2 { throw ComputeError(operation: "part \(index)", status: "lost") }
      }
    }
    #expect(error == ComputeError(operation: "part \(max(0, count - 2))", status: "lost"))
    #expect(runs.values.allSatisfy { $0 == 1 })
  }

  @Test("forgets an error at the next run")
  func recovers() throws {
    let group = ThreadGroup(count: 2)
    #expect(throws: ComputeError.self) {
      try group.run { _ throws(ComputeError) in throw ComputeError(operation: "part", status: "lost") }
    }
    try group.run { _ throws(ComputeError) in }
  }

  @Test("kernels called inside compute the same as outside")
  func kernels() throws {
    let group = ThreadGroup(count: 2), expected = Draw().kernelNormals(20_000)
    let results = try [Buffer(count: 20_000), Buffer(count: 20_000)]
    nonisolated(unsafe) let pointers = results.map(\.pointer)
    try group.run { index throws(ComputeError) in
      let draw = Draw()
      gm_normals(draw.seed, draw.purpose, draw.epoch, draw.step, 20_000, pointers[index])
    }
    #expect(results.allSatisfy { Array($0.values) == expected })
  }

  @Test("denormal numbers are flushed inside kernels, and left alone in the caller's own arithmetic")
  func denormals() throws {
    let engine = try Engine(), tensor = try Tensor([2])
    try tensor.setRowMajorValues([1, 2], engine: engine)
    var sum: [Float] = [Float.leastNonzeroMagnitude]
    gm_add(1, [Float.leastNonzeroMagnitude], &sum)
    #expect(sum[0] == 0)
    try ThreadGroup(count: 2).run { _ throws(ComputeError) in }
    let halves = [Double.leastNonzeroMagnitude * 2].map { $0 / 2 }
    #expect(halves[0].bitPattern == 1)
  }

  @Test("operations of sibling engines run beside each other")
  func siblings() throws {
    let engine = try Engine(), plain = PlainDense(rows: 20, inputs: 30, outputs: 40, biased: true)
    let engines = try [Engine(siblingOf: engine), Engine(siblingOf: engine)]
    let c = DenseMapTests.Case(rows: 20, inputs: 30, outputs: 40)
    let layers = try engines.map { engine in
      try Engine.planningForOneThread { () throws(ComputeError) in try PlannedDense(plain, c, engine: engine) }
    }
    try ThreadGroup(count: 2).run { index throws(ComputeError) in try layers[index].product.forward() }
    #expect(Array(layers[0].y.buffer.values) == Array(layers[1].y.buffer.values))
    #expect(layers[0].y.buffer.values.contains { $0 != 0 })
  }
}
