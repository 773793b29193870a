import CKernels
import TestSupport
import Testing

@Suite("Kernels of layers and the optimizer")
struct LayerKernelTests {
  static let counts = [1, 7, 33, 1000, 40_003]

  @Test("the gradient before a rectifier, a tangent and nothing", arguments: counts)
  func activation(count: Int) {
    let output = numbers(count).enumerated().map { $0.offset % 5 == 0 ? 0 : $0.element }
    let gradient = numbers(count, seed: 2)
    let pairs = zip(doubles(output), doubles(gradient))
    let cases: [(gm_activation, [Double])] = [
      (GM_RELU, pairs.map { $0 > 0 ? $1 : 0 }), (GM_TANH, pairs.map { (1 - $0 * $0) * $1 }),
      (GM_IDENTITY, doubles(gradient)),
    ]
    for (kind, expected) in cases {
      var found = gradient
      gm_activation_backward(kind, Int64(count), output, &found)
      expectClose(found, expected, relative: 2e-7, "activation \(kind.rawValue)")
    }
  }

  @Test("gm_add adds", arguments: counts)
  func add(count: Int) {
    let addend = numbers(count), start = numbers(count, seed: 2)
    var sum = start
    gm_add(Int64(count), addend, &sum)
    #expect(sum == zip(start, addend).map { $0 + $1 })
  }

  @Test("fifty steps of gm_adam are those of Kingma and Ba's algorithm", arguments: [1, 37, 17_001])
  func adam(count: Int) {
    let start = numbers(count)
    var p = start, m = [Float](repeating: 0, count: count), v = m
    var plain = PlainAdam(parameters: doubles(start))
    for step in 1...50 {
      // Gradients of very different sizes, and always zero for one parameter in nine.
      let gradients = numbers(count, seed: UInt64(step)).enumerated().map { i, g in
        i % 9 == 4 ? 0 : (g + 0.3) * [1, 1e-3, 1e3, 1e-6][i % 4]
      }
      var settings = gm_adam_settings(
        rate: 1e-2, epsilon: 1e-8, beta1: 0.9, beta2: 0.999, correction1: Float(plain.corrections(step).first),
        correction2: Float(plain.corrections(step).second))
      gm_adam(&settings, Int64(count), &p, gradients, &m, &v)
      plain.step(step, gradients: doubles(gradients))
    }
    expectClose(p, plain.parameters, relative: 1e-5, "parameters")
    expectClose(m, plain.first, relative: 1e-5, "first moments")
    expectClose(v, plain.second, relative: 1e-5, "second moments")
  }
}
