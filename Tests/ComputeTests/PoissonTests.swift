import CKernels
import Foundation
import TestSupport
import Testing

@testable import Compute

@Suite("The Poisson likelihood")
struct PoissonTests {
  struct Case: Decodable {
    let examples, samples, size: Int
    let y, outputs, log, gradient: ReferenceArray
  }

  private func run(_ y: [Float], _ outputs: [Float], samples: Int, size: Int) -> (log: [Float], gradient: [Float]) {
    let found = LikelihoodKernel.run(
      gm_poisson_likelihood, rows: outputs.count / size, y, outputs, samples, size, weight: 1)
    return (found.log, found.gradient)
  }

  @Test("log p and its gradient are PyTorch's, for few counts and for thousands", arguments: ["few", "large"])
  func reference(name: String) throws {
    let all = try TestSupport.reference([String: [String: Case]].self, "likelihoods.json")
    let c = try #require(all["poisson"]?[name])
    let (log, gradient) = run(
      c.y.values.map(Float.init), c.outputs.values.map(Float.init), samples: c.samples, size: c.size)
    expectClose(log, c.log.values, relative: 1e-5, "log p")
    expectClose(gradient, c.gradient.values, relative: 1e-5, "gradient")
  }

  @Test("log p of every count from 0 to 40, and of large ones, is y·l - e^l - log Γ(y + 1)")
  func counts() {
    let counts = (0...40).map(Float.init) + [1e3, 12_345, 1e6]
    for shift in [-1.5, 0, 0.7] as [Float] {
      let logRates = counts.map { log($0 + 0.3) + shift }
      let found = run(counts, logRates, samples: 1, size: 1).log
      for (index, log) in found.enumerated() {
        let y = Double(counts[index]), l = Double(logRates[index])
        let expected: Double = y * l - exp(l) - lgamma(y + 1)
        let scale: Double = max(1, abs(expected), y)
        #expect(abs(Double(log) - expected) <= 2e-6 * scale, "count \(y)")
      }
    }
  }

  @Test("draws are whole numbers with the rate as mean and variance", arguments: [0.3, 4, 9.9, 10.1, 60, 4000])
  func draws(rate: Double) {
    var generator = CounterGenerator(seed: 3, purpose: RandomPurpose.sampling.rawValue)
    let count = 20_000, outputs = [Float](repeating: Float(log(rate)), count: count)
    let draws = Likelihood.poisson.draw(outputs, size: count, using: &generator).map(Double.init)
    let mean = draws.reduce(0, +) / Double(count)
    let variance = draws.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count)
    #expect(draws.allSatisfy { $0 >= 0 && $0.rounded() == $0 })
    #expect(abs(mean - rate) < 4 * (rate / Double(count)).squareRoot())
    #expect(abs(variance / rate - 1) < 4 * ((2 + 1 / rate) / Double(count)).squareRoot())
  }

  @Test("takes whole numbers from 0 on")
  func support() {
    let support = Likelihood.poisson.support
    #expect([0, 1, 7, 1e6].allSatisfy(support.contains))
    #expect(![-1, 0.5, .nan, .infinity].contains(where: support.contains))
    #expect(Likelihood(named: "poisson") == .poisson)
  }

  @Test("draws of the other likelihoods have their means and spreads")
  func otherDraws() {
    var generator = CounterGenerator(seed: 4, purpose: RandomPurpose.sampling.rawValue)
    let count = 20_000
    let coins = Likelihood.bernoulli.draw([Float](repeating: 1, count: count), size: count, using: &generator)
    #expect(
      abs(coins.reduce(0, +) / Float(count) - 1 / (1 + exp(-1))) < 0.015 && coins.allSatisfy { $0 == 0 || $0 == 1 })
    let outputs = [Float](repeating: 2, count: count) + [Float](repeating: log(9), count: count)
    let normals = Likelihood.gaussian.draw(outputs, size: count, using: &generator)
    let mean = normals.reduce(0, +) / Float(count)
    let variance = normals.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Float(count)
    #expect(abs(mean - 2) < 0.1 && abs(variance - 9) < 0.4)
  }
}
