import TestSupport
import Testing

@testable import Compute

@Suite("Layer normalization")
struct LayerNormalizationTests {
  struct Case: Decodable {
    let x, scale, shift, g, y, dx, dscale, dshift: ReferenceArray
  }

  @Test("with a rectifier, and its gradients, are PyTorch's", arguments: ["rows", "images"])
  func reference(name: String) throws {
    let c = try #require(TestSupport.reference([String: Case].self, "layer-normalization.json")[name])
    let engine = try Engine()
    func tensor(_ array: ReferenceArray) throws -> Tensor {
      let tensor = try Tensor(array.shape)
      tensor.buffer.copy(from: array.values.map(Float.init))
      return tensor
    }
    let parameters = NormalizationParameters(scale: try tensor(c.scale), shift: try tensor(c.shift), statistics: nil)
    let layer = try engine.prepare(.layer, source: tensor(c.x), parameters: parameters, training: true)
    let gradient = try tensor(c.g), scale = try Tensor(c.scale.shape), shift = try Tensor(c.shift.shape)
    try layer.planBackward(gradient: gradient, scale: scale, shift: shift)
    try layer.forward()
    try layer.backward()
    for (found, expected, what) in [
      (layer.destination, c.y, "y"), (gradient, c.dx, "dx"), (scale, c.dscale, "dscale"), (shift, c.dshift, "dshift"),
    ] {
      expectClose(Array(found.buffer.values), expected.values, relative: 1e-5, what)
    }
  }

  @Test("is the same for any number of threads")
  func threads() throws {
    func run() throws -> [Float] {
      let engine = try Engine(), source = try Tensor([300, 70])
      source.buffer.copy(from: numbers(300 * 70))
      let scale = try Tensor([70]), shift = try Tensor([70])
      scale.buffer.copy(from: numbers(70, seed: 2))
      let layer = try engine.prepare(
        .layer, source: source, parameters: NormalizationParameters(scale: scale, shift: shift, statistics: nil),
        training: true)
      let gradient = try Tensor([300, 70]), dScale = try Tensor([70]), dShift = try Tensor([70])
      gradient.buffer.copy(from: numbers(300 * 70, seed: 3))
      try layer.planBackward(gradient: gradient, scale: dScale, shift: dShift)
      try layer.forward()
      try layer.backward()
      return [layer.destination, gradient, dScale, dShift].flatMap { Array($0.buffer.values) }
    }
    var results: [[Float]] = []
    try withThreads([1, 2, 3]) { _ in results.append(try run()) }
    #expect(results[0] == results[1] && results[0] == results[2])
  }
}
