import CDNNL
import CKernels

/// dW and db of one of oneDNN's maps: each of a fixed number of parts of the batch on one thread, then added in their order.
///
/// oneDNN itself divides these sums by the number of threads, so that it changed their last bits. Part of a batch that
/// is already divided, the map is computed at once.
struct WeightGradient {
  /// Enough for 8 threads; each part has a gradient of its own, which is small beside the images.
  private static let mostParts = 8

  private let parts: [Part]
  private let group: ThreadGroup
  private let input, incoming, outgoing: ReorderedTensor
  private let biasGradient: Tensor?
  private let engine: Engine
  private let operations: Double

  private struct Part {
    let primitive: Primitive
    let weights: Tensor
    let bias: Tensor?
  }

  /// - Parameters:
  ///   - layouts: of x and dy as the map likes them, and of dW and db; the first may still be open.
  ///   - source: x.
  ///   - gradient: dL/dy.
  ///   - weightsGradient: receives dL/dW.
  ///   - biasGradient: receives dL/db.
  ///   - precision: of the factors.
  init(
    _ map: LinearMap, _ layouts: LinearOperation.Layouts, forward: PrimitiveDescriptor, source: Tensor,
    gradient: Tensor, weights weightsGradient: Tensor, bias biasGradient: Tensor?, precision: Precision,
    operations: Double,
    engine: Engine
  ) throws(ComputeError) {
    let whole = try LinearOperation.weightsDescriptor(map, layouts, forward: forward, engine: engine)
    input = try ReorderedTensor(
      reading: source, as: whole.expectedLayout(DNNL_ARG_SRC, source.dimensions), engine: engine)
    incoming = try ReorderedTensor(
      reading: gradient, as: whole.expectedLayout(DNNL_ARG_DIFF_DST, gradient.dimensions), engine: engine)
    outgoing = try ReorderedTensor(
      writing: weightsGradient, as: whole.expectedLayout(DNNL_ARG_DIFF_WEIGHTS, weightsGradient.dimensions),
      engine: engine)
    self.biasGradient = biasGradient
    self.engine = engine
    self.operations = operations
    let ranges = Self.ranges(input.tensor, incoming.tensor, isPart: engine.isSibling)
    group = ThreadGroup(count: ranges.count)
    var parts: [Part] = []
    for range in ranges {
      let isFirst = parts.isEmpty
      let weights = isFirst ? outgoing.tensor : try Tensor(outgoing.tensor.layout)
      var bias = biasGradient
      if let biasGradient, !isFirst { bias = try Tensor(biasGradient.layout) }
      let x = try input.tensor.rows(range), dy = try incoming.tensor.rows(range)
      func plan() throws(ComputeError) -> Primitive {
        try Self.primitive(
          map, x, dy, weights, bias, precision, engine: ranges.count > 1 ? Engine(siblingOf: engine) : engine)
      }
      parts.append(
        Part(
          primitive: ranges.count > 1 ? try Engine.planningForOneThread(plan) : try plan(), weights: weights,
          bias: bias))
    }
    self.parts = parts
  }

  private static func ranges(_ input: Tensor, _ incoming: Tensor, isPart: Bool) -> [Range<Int>] {
    let batch = input.dimensions[0]
    let isDivisible = [input, incoming].allSatisfy { $0.layout.bytes % (batch * MemoryLayout<Float>.stride) == 0 }
    return ThreadGroup.ranges(of: batch, parts: isPart || !isDivisible ? 1 : min(mostParts, batch))
  }

  private static func primitive(
    _ map: LinearMap, _ x: Tensor, _ dy: Tensor, _ weights: Tensor, _ bias: Tensor?, _ precision: Precision,
    engine: Engine
  ) throws(ComputeError) -> Primitive {
    let layouts = LinearOperation.Layouts(
      source: x.layout, weights: weights.layout, destination: dy.layout, bias: bias?.layout)
    let forward = try LinearOperation.forwardDescriptor(
      map,
      LinearOperation.Layouts(
        source: x.layout, weights: try .open(weights.dimensions, precision), destination: try .open(dy.dimensions),
        bias: nil),
      activation: .identity, training: true, engine: engine)
    let plan = try LinearOperation.weightsDescriptor(map, layouts, forward: forward, engine: engine)
    return try Primitive(
      plan,
      arguments: [(DNNL_ARG_SRC, x), (DNNL_ARG_DIFF_DST, dy), (DNNL_ARG_DIFF_WEIGHTS, weights)]
        + (bias.map { [(DNNL_ARG_DIFF_BIAS, $0)] } ?? []), engine: engine)
  }

  func run() throws(ComputeError) {
    try input.run()
    try incoming.run()
    try engine.measure(.weightGradient, operations: operations) { () throws(ComputeError) in
      try group.run { index throws(ComputeError) in try parts[index].primitive.execute() }
      for part in parts.dropFirst() {
        engine.add(part.weights.buffer, to: outgoing.tensor.buffer)
        if let bias = part.bias, let biasGradient { engine.add(bias.buffer, to: biasGradient.buffer) }
      }
    }
    try outgoing.run()
  }
}

extension Tensor {
  /// Some of the rows, which are the outermost dimension in memory.
  fileprivate func rows(_ range: Range<Int>) throws(ComputeError) -> Tensor {
    guard range.count < dimensions[0] else { return self }
    let row = layout.size / dimensions[0]
    return Tensor(
      try layout.part([range.count] + dimensions.dropFirst()),
      in: Buffer(slice: range.lowerBound * row, count: range.count * row, of: buffer))
  }
}
