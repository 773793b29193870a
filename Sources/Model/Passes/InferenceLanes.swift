import Compute

/// Passes without gradients for chunks of rows: chunks are taken side by side, each by one thread from the examples to the result, so that
/// threads wait for each other once in many chunks and not after each operation. A single chunk is divided operation by
/// operation. Both give the same bits.
final class InferenceLanes {
  /// A pass with what it reads, for one chunk at a time.
  struct Lane {
    let inputs: PassInputs
    let pass: ForwardPass
    /// Room for the components' densities, B × K.
    let densities: Buffer
    let backend: any Backend

    fileprivate init(_ model: GMVAE, batch: Int, on backend: any Backend) throws(ComputeError) {
      inputs = try PassInputs(model.specification, batch: batch, samples: 1)
      pass = try ForwardPass(
        model.specification, parameters: model.parameters, inputs: inputs, training: false, on: backend)
      densities = try Buffer(count: batch * model.specification.components)
      self.backend = backend
    }
  }

  private let model: GMVAE
  private let batch: Int
  private let divided: Lane
  private var lanes: [Lane] = []
  /// What each lane takes, on average, before all wait for each other and results are collected.
  private static let chunksInTurn = 4
  /// More lanes would need more memory than they save time.
  private static let mostLanes = 16

  init(_ model: GMVAE, batch: Int) throws(ComputeError) {
    (self.model, self.batch) = (model, batch)
    divided = try Lane(model, batch: batch, on: model.engine)
  }

  /// Computes something of each chunk of `count` rows and gives it to `collect` in their order.
  func forEachChunk<Value>(
    of count: Int, _ body: (_ lane: Lane, _ index: Int, _ rows: Range<Int>) throws(ComputeError) -> Value,
    collect: (Value) -> Void
  ) throws(ComputeError) {
    let chunks = stride(from: 0, to: count, by: batch).map { $0..<min($0 + batch, count) }
    let lanes = chunks.count > 1 ? ready : []
    guard lanes.count > 1 else {
      for (index, rows) in chunks.enumerated() {
        try ComputeError.throwIfInterrupted()
        collect(try body(divided, index, rows))
      }
      return
    }
    for start in stride(from: 0, to: chunks.count, by: lanes.count * Self.chunksInTurn) {
      let turn = Array(chunks[start..<min(start + lanes.count * Self.chunksInTurn, chunks.count)])
      let values = try ThreadGroup(count: turn.count).map(threads: lanes.count) { place, thread throws(ComputeError) in
        try ComputeError.throwIfInterrupted()
        return try body(lanes[thread], start + place, turn[place])
      }
      for value in values { collect(value) }
    }
  }

  /// A lane for each thread there is now; none if there is no memory for them.
  private var ready: [Lane] {
    let count = min(Engine.threads, Self.mostLanes)
    do throws(ComputeError) {
      while lanes.count < count, count > 1 {
        let backend = try model.engine.sibling()
        lanes.append(
          try model.engine.planningForOneThread { () throws(ComputeError) in
            try Lane(model, batch: batch, on: backend)
          })
      }
    } catch {
      lanes = []
    }
    return Array(lanes.prefix(count))
  }
}
