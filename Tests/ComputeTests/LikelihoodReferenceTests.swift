import CKernels
import Foundation
import TestSupport
import Testing

@testable import Compute

@Suite("Likelihoods of counts and of tables")
struct LikelihoodReferenceTests {
  struct Case: Decodable {
    let examples, samples, size: Int
    let levels: [Int32]?
    let y, outputs, log, gradient: ReferenceArray
  }

  static let cases = [
    ("nb", "few"), ("nb", "large"), ("zinb", "few"), ("zinb", "large"), ("mixed", "rows"), ("categorical", "rows"),
  ]

  private func run(_ likelihood: Likelihood, _ c: Case, weights: [Float]? = nil) -> LikelihoodKernel {
    let (y, outputs) = (c.y.values.map(Float.init), c.outputs.values.map(Float.init))
    return LikelihoodKernel.run(
      { likelihood.kernel($0) }, rows: c.examples * c.samples, y, outputs, c.samples, c.size, weights, levels: c.levels,
      weight: 1)
  }

  private func reference(_ name: String, _ kind: String) throws -> Case {
    let all = try TestSupport.reference([String: [String: Case]].self, "likelihoods.json")
    return try #require(all[name]?[kind])
  }

  @Test("log p and its gradient are PyTorch's", arguments: cases)
  func reference(name: String, kind: String) throws {
    let c = try reference(name, kind)
    let found = run(try #require(Likelihood(named: name)), c)
    expectClose(found.log, c.log.values, relative: 1e-5, "log p")
    expectClose(found.gradient, c.gradient.values, relative: 2e-5, "gradient")
  }

  @Test("numbers that count nothing for an example change neither its log p nor its gradient", arguments: cases)
  func ownWeights(name: String, kind: String) throws {
    let c = try reference(name, kind)
    let likelihood = try #require(Likelihood(named: name))
    let ones = [Float](repeating: 1, count: c.examples * c.size)
    let all = run(likelihood, c)
    #expect(run(likelihood, c, weights: ones).log == all.log)
    var weights = ones
    for d in 0..<c.size { weights[c.size + d] = 0 }
    let masked = run(likelihood, c, weights: weights), width = likelihood.outputs(for: c.size)
    for row in 0..<c.examples * c.samples {
      let isMasked = row / c.samples == 1
      #expect(masked.log[row] == (isMasked ? 0 : all.log[row]))
      let range = row * width..<(row + 1) * width
      #expect(isMasked ? masked.gradient[range].allSatisfy { $0 == 0 } : masked.gradient[range] == all.gradient[range])
    }
  }

  @Test(
    "draws of counts have the softmax times 10,000 as mean and mean + mean²/theta as variance", arguments: [0.4, 30])
  func countDraws(theta: Double) {
    var generator = CounterGenerator(seed: 5, purpose: RandomPurpose.sampling.rawValue)
    let outputs: [Float] = [Float(log(0.002)), Float(log(0.998)), Float(log(theta)), 0]
    let draws = (0..<20_000).map { _ in Double(Likelihood.nb.draw(outputs, size: 2, using: &generator)[0]) }
    let mean = draws.reduce(0, +) / Double(draws.count)
    let variance = draws.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(draws.count)
    #expect(draws.allSatisfy { $0 >= 0 && $0.rounded() == $0 })
    #expect(abs(mean / 20 - 1) < 0.05 && abs(variance / (20 + 400 / theta) - 1) < 0.12)
    let zeros = (0..<5000).count { _ in
      Likelihood.zinb.draw(outputs + [Float(log(3.0)), 0], size: 2, using: &generator)[0] == 0
    }
    #expect(Double(zeros) > 0.72 * 5000)
  }

  @Test("draws of tables are one level of each category, and numbers between")
  func tableDraws() {
    var generator = CounterGenerator(seed: 6, purpose: RandomPurpose.sampling.rawValue)
    let outputs: [Float] = [0, Float(log(3.0)), 5, 0, 0, -20]
    let draws = (0..<4000).map { _ in
      Likelihood.mixed.draw(outputs, size: 3, levels: [2, 0, 0], using: &generator)
    }
    #expect(draws.allSatisfy { $0[0] + $0[1] == 1 && $0[0] * $0[1] == 0 && abs($0[2] - 5) < 0.01 })
    #expect(abs(Double(draws.count { $0[1] == 1 }) / 4000 - 0.75) < 0.03)
  }
}
