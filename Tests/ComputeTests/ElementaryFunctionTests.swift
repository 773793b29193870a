import CKernels
import Foundation
import TestSupport
import Testing

/// Seen through kernels that are little else.
@Suite("Elementary functions")
struct ElementaryFunctionTests {
  @Test("the sigmoid is right to 1e-6 of its value between -87 and 88", arguments: [1, 7, 10_003])
  func sigmoid(count: Int) {
    let logits = numbers(count, in: -87...88)
    let found = sigmoid(logits)
    let errors = zip(logits, found).map { logit, value in
      let expected = 1 / (1 + exp(-Double(logit)))
      return abs(Double(value) - expected) / expected
    }
    #expect(errors.allSatisfy { $0 < 1e-6 }, "\(errors.max() ?? 0)")
  }

  @Test("the sigmoid of extreme logits is 0 or 1, and NaN stays NaN")
  func extremeSigmoid() {
    expectClose(
      sigmoid([100, -100, 1e4, -1e4, .infinity, -.infinity, 0]), [1, 0, 1, 0, 1, 0, 0.5], relative: 1e-7, "sigmoid")
    #expect(sigmoid([.nan])[0].isNaN)
  }

  @Test("exp is right to 1e-6 of its value: draws of unit noise around 0")
  func exponential() {
    let count = 20_001, logVariances = numbers(count, in: -20...20)
    let errors = zip(logVariances, draws(logVariances)).map { logVariance, draw in
      abs(Double(draw) / exp(Double(logVariance) / 2) - 1)
    }
    #expect(errors.allSatisfy { $0 < 1e-6 }, "\(errors.max() ?? 0)")
  }

  @Test("exp is monotone across the seams of its polynomial")
  func monotone() {
    let logVariances = (0..<20_000).map { -20 + 40 * Float($0) / 20_000 }, values = draws(logVariances)
    #expect(zip(values, values.dropFirst()).allSatisfy { $0 <= $1 })
  }

  @Test("log is right to 1e-6: -log p of a pixel that is 0 is log(1 + e^l)")
  func logarithm() {
    let logits = numbers(20_001, in: -20...20)
    let found = LikelihoodKernel.bernoulli(y: logits.map { _ in 0 }, outputs: logits, samples: 1, size: 1).log
    let errors = zip(logits, found).map { logit, value in
      let expected = -log1p(exp(Double(logit)))
      return abs(Double(value) - expected) / max(-expected, 0.5)
    }
    #expect(errors.allSatisfy { $0 < 1e-6 }, "\(errors.max() ?? 0)")
  }

  private func sigmoid(_ logits: [Float]) -> [Float] {
    var probabilities = [Float](repeating: 7, count: logits.count)
    gm_sigmoid(Int64(logits.count), logits, &probabilities)
    return probabilities
  }

  /// exp(lv/2) as the draw of x = 0 + exp(lv/2)·1.
  private func draws(_ logVariances: [Float]) -> [Float] {
    let count = logVariances.count
    var sizes = gm_sizes(batch: 1, samples: 1, components: 1, latent: Int64(count), style: 1, logits: 0)
    let heads = [Float](repeating: 0, count: count) + logVariances + [0, 0]
    var x = [Float](repeating: 7, count: count), w: [Float] = [7]
    gm_reparameterize(&sizes, heads, Array(repeating: 1, count: count), [1], &x, &w)
    return x
  }
}
