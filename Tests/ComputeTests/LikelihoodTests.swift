import CKernels
import Foundation
import TestSupport
import Testing

@Suite("Likelihoods")
struct LikelihoodTests {
  /// B, M, D.
  static let sizes = [[1, 1, 1], [3, 2, 5], [7, 3, 33], [5, 1, 784], [200, 3, 9]]

  @Test("Bernoulli: log p and its gradient", arguments: sizes)
  func bernoulli(s: [Int]) {
    expectBernoulli(
      y: numbers(s[0] * s[2], in: 0...1), logits: numbers(s[0] * s[1] * s[2], in: -9...9), samples: s[1], size: s[2])
  }

  @Test(
    "Bernoulli: extreme logits give finite numbers, right to the last digit", arguments: [20, 88, 100, 1e4] as [Float])
  func extremeLogits(logit: Float) {
    expectBernoulli(
      y: [0, 0, 1, 1, 0.5, 0.5, 0, 1], logits: [logit, -logit, logit, -logit, logit, -logit, 0, 0], samples: 1, size: 1)
    expectBernoulli(y: [1, 0, 0], logits: [logit, -logit, logit], samples: 1, size: 3)
  }

  @Test("Gaussian: log p and its gradient", arguments: sizes)
  func gaussian(s: [Int]) {
    expectGaussian(
      y: numbers(s[0] * s[2]), outputs: numbers(s[0] * s[1] * s[2] * 2, in: -3...3, seed: 2), samples: s[1], size: s[2])
  }

  @Test("Gaussian: log variances at and beyond their limits", arguments: [20, 20.5, 1e6] as [Float])
  func clamped(limit: Float) {
    for logVariance in [limit, -limit] {
      expectGaussian(
        y: [0.3, -1, 0.25], outputs: [0.1, logVariance, 2, logVariance, 0.25, logVariance], samples: 1, size: 1)
      expectGaussian(y: [0.3, -1], outputs: [0.1, 2, logVariance, 0.5], samples: 1, size: 2)
    }
  }

  @Test("NaN and infinity come out as such", arguments: [Float.nan, .infinity, -.infinity])
  func notFinite(value: Float) {
    for y in [0, 0.4, 1] as [Float] {
      #expect(!LikelihoodKernel.bernoulli(y: [y], outputs: [value], samples: 1, size: 1).log[0].isFinite)
      #expect(!LikelihoodKernel.gaussian(y: [y], outputs: [value, 0], samples: 1, size: 1).log[0].isFinite)
    }
    #expect(LikelihoodKernel.gaussian(y: [0], outputs: [0, .nan], samples: 1, size: 1).log[0].isNaN)
  }

  @Test("are the same for any number of threads, and agree without a gradient")
  func threads() {
    let y = numbers(301 * 11, in: 0...1), outputs = numbers(301 * 22, in: -3...3)
    for (kernel, outputs) in [
      (LikelihoodKernel.bernoulli, Array(outputs.prefix(y.count))), (LikelihoodKernel.gaussian, outputs),
    ] {
      let expected = kernel(y, outputs, 1, 11, nil, true)
      withThreads([1, 2, 3]) { _ in
        #expect(kernel(y, outputs, 1, 11, nil, true) == expected)
        expectClose(kernel(y, outputs, 1, 11, nil, false).log, doubles(expected.log), relative: 1e-6, "log p")
      }
    }
  }

  @Test("leave numbers out whose weight is 0, as if they were not there")
  func weights() {
    let kept = [0, 2, 3, 6], weights = (0..<7).map { kept.contains($0) ? 1 : 0 as Float }
    func part(_ values: [Float]) -> [Float] {
      values.enumerated().filter { kept.contains($0.offset % 7) }.map(\.element)
    }
    let y = numbers(3 * 7, in: 0...1), logits = numbers(6 * 7, in: -3...3), outputs = numbers(6 * 14, in: -3...3)
    let bernoulli = LikelihoodKernel.bernoulli(y: y, outputs: logits, samples: 2, size: 7, weights: weights)
    let least = LikelihoodKernel.bernoulli(y: part(y), outputs: part(logits), samples: 2, size: 4)
    expectClose(bernoulli.log, doubles(least.log), relative: 1e-5, "log p of Bernoulli")
    #expect(part(bernoulli.gradient) == least.gradient && bernoulli.gradient.count { $0 == 0 } == 6 * 3)
    let gaussian = LikelihoodKernel.gaussian(y: y, outputs: outputs, samples: 2, size: 7, weights: weights)
    let few = LikelihoodKernel.gaussian(y: part(y), outputs: part(outputs), samples: 2, size: 4)
    expectClose(gaussian.log, doubles(few.log), relative: 1e-5, "log p of a Gaussian")
    #expect(part(gaussian.gradient) == few.gradient && gaussian.gradient.count { $0 == 0 } == 12 * 3)
  }

  private func expectBernoulli(y: [Float], logits: [Float], samples: Int, size: Int) {
    let found = LikelihoodKernel.bernoulli(y: y, outputs: logits, samples: samples, size: size)
    let rows = logits.count / size
    func pixel(_ r: Int, _ d: Int) -> (y: Double, l: Double) {
      (Double(y[r / samples * size + d]), Double(logits[r * size + d]))
    }
    let expected = (0..<rows).map { r in
      // y log σ(l) + (1 - y) log(1 - σ(l)) with log σ(l) = -log(1 + e^-l)
      (0..<size).reduce(0.0) { sum, d in
        let (y, l) = pixel(r, d)
        func logSigmoid(_ l: Double) -> Double { min(l, 0) - log1p(exp(-abs(l))) }
        return sum + y * logSigmoid(l) + (1 - y) * logSigmoid(-l)
      }
    }
    let gradient = (0..<rows).flatMap { r in
      (0..<size).map { d in
        let (y, l) = pixel(r, d)
        return LikelihoodKernel.weight / Double(rows) * (1 / (1 + exp(-l)) - y)
      }
    }
    expectClose(found.log, expected, relative: 1e-5, "log p")
    expectClose(found.gradient, gradient, relative: 1e-5, "gradient")
  }

  private func expectGaussian(y: [Float], outputs: [Float], samples: Int, size: Int) {
    let found = LikelihoodKernel.gaussian(y: y, outputs: outputs, samples: samples, size: size)
    let rows = outputs.count / (2 * size)
    func number(_ r: Int, _ d: Int) -> (error: Double, lv: Double) {
      (Double(y[r / samples * size + d]) - Double(outputs[r * 2 * size + d]), Double(outputs[(r * 2 + 1) * size + d]))
    }
    let expected = (0..<rows).map { r in
      (0..<size).reduce(0.0) { sum, d in
        let (e, lv) = number(r, d)
        return sum - 0.5 * (e * e / exp(clamp(lv)) + clamp(lv) + log(2 * Double.pi))
      }
    }
    let weight = LikelihoodKernel.weight / Double(rows)
    let means = (0..<rows).map { r in
      (0..<size).map { d in -weight * number(r, d).error / exp(clamp(number(r, d).lv)) }
    }
    let logVariances = (0..<rows).map { r in
      (0..<size).map { d in
        let (e, lv) = number(r, d)
        return abs(lv) > 20 ? 0 : weight * 0.5 * (1 - e * e / exp(lv))
      }
    }
    expectClose(found.log, expected, relative: 1e-5, "log p")
    func part(_ offset: Int) -> [Float] {
      (0..<rows).flatMap { r in (0..<size).map { found.gradient[(2 * r + offset) * size + $0] } }
    }
    expectClose(part(0), Array(means.joined()), relative: 1e-5, "gradient of the means")
    expectClose(part(1), Array(logVariances.joined()), relative: 1e-5, "gradient of the log variances")
  }
}
