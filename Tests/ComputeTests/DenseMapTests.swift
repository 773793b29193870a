import Compute
import Foundation
import TestSupport
import Testing

@Suite("A dense layer")
struct DenseMapTests {
  struct Case: CustomTestStringConvertible {
    var rows: Int, inputs: Int, outputs: Int
    var activation = Activation.identity
    var biased = true
    var weights = Weights.preferred
    var precision = Precision.float32

    /// How W lies in memory; `blocked` is run by kernels of ours, the others by oneDNN's inner products.
    enum Weights: CaseIterable { case plain, preferred, blocked }

    var testDescription: String {
      "\(rows)×\(inputs)×\(outputs), \(activation), \(biased ? "bias" : "no bias"), \(weights)"
    }
  }

  static let cases: [Case] =
    [Activation.identity, .relu, .tanh].flatMap { activation in
      [true, false].flatMap { biased in
        Case.Weights.allCases.map { weights in
          Case(rows: 5, inputs: 7, outputs: 3, activation: activation, biased: biased, weights: weights)
        }
      }
    } + [
      Case(rows: 1, inputs: 1, outputs: 1), Case(rows: 200, inputs: 2, outputs: 120, activation: .relu),
      Case(rows: 100, inputs: 784, outputs: 33, activation: .relu),
      Case(rows: 100, inputs: 784, outputs: 33, activation: .tanh, biased: false, weights: .plain),
      Case(rows: 67, inputs: 129, outputs: 65, activation: .tanh),
      Case(rows: 67, inputs: 129, outputs: 65, activation: .tanh, weights: .blocked),
      Case(rows: 100, inputs: 1000, outputs: 120, activation: .relu, weights: .blocked),
      Case(rows: 33, inputs: 16, outputs: 500, biased: false, weights: .blocked),
      Case(rows: 1, inputs: 1, outputs: 1, weights: .blocked),
      Case(rows: 200, inputs: 2, outputs: 120, activation: .relu, weights: .blocked),
      Case(rows: 50, inputs: 30, outputs: 1100, weights: .blocked),
    ]

  @Test(
    "of bfloat16 factors gives the formula's output and gradients, with sums in float32",
    .enabled(if: Precision.bf16.isSupported, "this processor has no AVX-512 BF16"),
    arguments: [
      Case(rows: 200, inputs: 1000, outputs: 120, weights: .blocked, precision: .bf16),
      Case(rows: 67, inputs: 129, outputs: 65, biased: false, weights: .blocked, precision: .bf16),
      Case(rows: 5, inputs: 7, outputs: 3, precision: .bf16),
    ])
  func bfloat16(c: Case) throws { try formula(c: c) }

  @Test("gives the formula's output and gradients", arguments: cases)
  func formula(c: Case) throws {
    let plain = PlainDense(
      rows: c.rows, inputs: c.inputs, outputs: c.outputs, biased: c.biased, isRounded: c.precision == .bf16)
    let engine = try Engine(), layer = try PlannedDense(plain, c, engine: engine)
    try layer.product.forward()
    let f: (Double) -> Double =
      switch c.activation {
      case .identity: { $0 }
      case .relu: { max($0, 0) }
      case .tanh: { tanh($0) }
      }
    let slope: (Double) -> Double =
      switch c.activation {
      case .identity: { _ in 1 }
      case .relu: { $0 > 0 ? 1 : 0 }
      case .tanh: { 1 - $0 * $0 }
      }
    let y = plain.forward(f)
    expectClose(layer.y.buffer.values, y, relative: 1e-5, "output")
    try layer.product.backward()
    let expected = plain.backward(y, slope: slope)
    expectClose(layer.dx.buffer.values, expected.x, relative: 1e-5, "gradient of the input")
    expectClose(
      try layer.dWeights.rowMajorValues(engine: engine), expected.weights, relative: 1e-5, "gradient of the weights")
    if let dBias = layer.dBias {
      expectClose(dBias.buffer.values, expected.bias, relative: 1e-5, "gradient of the bias")
    }
  }

  @Test("gives the same bits for any number of threads", arguments: cases.filter { $0.weights == .blocked })
  func threads(c: Case) throws {
    let plain = PlainDense(rows: c.rows, inputs: c.inputs, outputs: c.outputs, biased: c.biased), engine = try Engine()
    let before = Engine.threads
    defer { Engine.threads = before }
    var results: [[Float]] = []
    for threads in [1, 2, 3, 5] {
      Engine.threads = threads
      let layer = try PlannedDense(plain, c, engine: engine)
      try layer.product.forward()
      try layer.product.backward()
      let all = [layer.y, layer.dx, layer.dWeights, layer.dBias].compactMap { $0 }
      results.append(all.flatMap { Array($0.buffer.values) })
    }
    #expect(results.allSatisfy { $0.map(\.bitPattern) == results[0].map(\.bitPattern) })
  }

  @Test("planned for evaluation gives the same output, and for one thread too")
  func evaluation() throws {
    let c = Case(rows: 30, inputs: 40, outputs: 50, activation: .relu)
    let plain = PlainDense(rows: c.rows, inputs: c.inputs, outputs: c.outputs, biased: true), engine = try Engine()
    let expected = plain.forward { max($0, 0) }
    let layer = try PlannedDense(plain, c, training: false, engine: engine)
    try layer.product.forward()
    expectClose(layer.y.buffer.values, expected, relative: 1e-5, "in evaluation")
    let threads = Engine.threads
    let single = try Engine.planningForOneThread { () throws(ComputeError) in
      try PlannedDense(plain, c, engine: engine)
    }
    #expect(Engine.threads == threads, "the number of threads is put back")
    try single.product.forward()
    expectClose(single.y.buffer.values, expected, relative: 1e-5, "on one thread")
  }

  @Test("without a planned gradient, backward does nothing; without one for the input, the others are computed")
  func firstLayer() throws {
    let c = Case(rows: 6, inputs: 5, outputs: 4)
    let plain = PlainDense(rows: 6, inputs: 5, outputs: 4, biased: true), engine = try Engine()
    let layer = try PlannedDense(plain, c, planned: false, engine: engine)
    try layer.product.forward()
    try layer.product.backward()
    #expect(layer.dWeights.buffer.values.allSatisfy { $0 == 0 })
    try layer.product.planBackward(destination: layer.dy, source: nil, weights: layer.dWeights, bias: layer.dBias)
    try layer.product.backward()
    let expected = plain.backward(plain.forward { $0 }) { _ in 1 }
    expectClose(
      try layer.dWeights.rowMajorValues(engine: engine), expected.weights, relative: 1e-5, "gradient of the weights")
    #expect(layer.dx.buffer.values.allSatisfy { $0 == 0 })
  }

  @Test("of sizes that do not belong together is refused with a message")
  func mismatch() throws {
    let engine = try Engine()
    let source = try Tensor([4, 3]), weights = try Tensor([5, 2])
    let error = #expect(throws: ComputeError.self) {
      _ = try LinearOperation(
        .dense, source: source, weights: weights, bias: nil, outputs: .plain([4, 5]), activation: .identity,
        training: true,
        engine: engine)
    }
    #expect(error?.description == "planning a dense layer of [5, 2] failed: oneDNN says invalid arguments")
  }
}

/// A layer and its gradients with the plain one's numbers in place.
struct PlannedDense {
  let product: any PlannedMap
  let dy, dx, dWeights: Tensor
  let dBias: Tensor?

  var y: Tensor { product.destination }

  init(
    _ plain: PlainDense, _ c: DenseMapTests.Case, training: Bool = true, planned: Bool = true, engine: Engine
  ) throws(ComputeError) {
    func filled(_ layout: Layout, _ values: [Float]) throws(ComputeError) -> Tensor {
      let tensor = try Tensor(layout)
      try tensor.setRowMajorValues(values, engine: engine)
      return tensor
    }
    let layout = try Self.layout(c, engine)
    var bias: Tensor?
    if let values = plain.bias { bias = try filled(.plain([c.outputs]), values) }
    dy = try filled(.plain([c.rows, c.outputs]), plain.gradient)
    dx = try Tensor([c.rows, c.inputs])
    dWeights = try Tensor(layout)
    dBias = bias == nil ? nil : try Tensor([c.outputs])
    let source = try filled(.plain([c.rows, c.inputs]), plain.x), weights = try filled(layout, plain.weights)
    product =
      switch c.weights {
      case .blocked where c.precision == .float32:
        try BlockedMap(source: source, weights: weights, bias: bias, activation: c.activation, engine: engine)
      case .plain, .preferred, .blocked:
        try LinearOperation(
          .dense, source: source, weights: weights, bias: bias, outputs: .plain([c.rows, c.outputs]),
          activation: c.activation, training: training, precision: c.precision, engine: engine)
      }
    guard training && planned else { return }
    try product.planBackward(destination: dy, source: dx, weights: dWeights, bias: dBias)
  }

  private static func layout(_ c: DenseMapTests.Case, _ engine: Engine) throws(ComputeError) -> Layout {
    let dimensions = [c.outputs, c.inputs]
    switch c.weights {
    case .plain: return try .plain(dimensions)
    case .blocked: return try BlockedMap.weightLayout(dimensions)
    case .preferred:
      return try LinearOperation.preferredLayouts(
        .dense, source: .plain([c.rows, c.inputs]), weights: dimensions, outputs: [c.rows, c.outputs], engine: engine
      ).weights
    }
  }
}
