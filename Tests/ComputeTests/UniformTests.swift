import TestSupport
import Testing

@Suite("gm_uniforms and gm_bernoulli_draws")
struct UniformTests {
  @Test("uniform numbers are Philox' words spread over ±limit", arguments: [1, 3, 4, 6, 10_001])
  func uniformFormula(count: Int) {
    let expected = Draw().uniforms(count).prefix(count).map { (2 * $0 - 1) * 0.25 }
    expectClose(Draw().kernelUniforms(count, limit: 0.25), expected, relative: 2e-7, "uniform numbers")
  }

  @Test("uniform numbers stay inside ±limit, and have its mean and variance")
  func uniformMoments() {
    let count = 50_001, n = Double(count), values = doubles(Draw().kernelUniforms(count, limit: 3))
    #expect(values.allSatisfy { abs($0) < 3 })
    #expect(abs(values.reduce(0, +) / n) < 4 * (3 / n).squareRoot())
    let variance = values.reduce(0) { $0 + $1 * $1 } / n
    #expect(abs(variance - 3) < 4 * (7.2 / n).squareRoot())
  }

  @Test("the highest word gives a number below 1: it neither reaches the limit nor takes a pixel of probability 1")
  func openAtOne() {
    let draw = Draw(seed: 1, purpose: 8, epoch: 0, step: 231_838), element = 44
    #expect(draw.words(element + 1)[element] >> 8 == 0xff_ffff, "the place was searched for")
    #expect(draw.kernelUniforms(element + 1, limit: 1)[element] < 1)
    #expect(draw.kernelBernoulli([Float](repeating: 1, count: element + 1)).allSatisfy { $0 == 1 })
  }

  @Test("Bernoulli draws compare Philox' words with the probability")
  func bernoulliFormula() {
    let y = numbers(10_003, in: 0...1), u = Draw().uniforms(y.count)
    #expect(Draw().kernelBernoulli(y) == zip(y, u).map { $1 < Double($0) ? 1 : 0 })
  }

  @Test("Bernoulli draws come as often as their probability", arguments: [0, 0.1, 0.5, 0.99, 1] as [Float])
  func bernoulliFrequency(probability: Float) {
    let count = 20_001, draws = Draw().kernelBernoulli(Array(repeating: probability, count: count))
    let p = Double(probability), frequency = doubles(draws).reduce(0, +) / Double(count)
    #expect(draws.allSatisfy { $0 == 0 || $0 == 1 })
    #expect(abs(frequency - p) <= 4 * (p * (1 - p) / Double(count)).squareRoot())
  }

  @Test("both give the same numbers for any number of threads, and a shorter array is the beginning of a longer one")
  func threads() {
    let y = numbers(20_006, in: 0...1)
    let uniforms = Draw().kernelUniforms(y.count, limit: 1), draws = Draw().kernelBernoulli(y)
    withThreads([1, 2, 3]) { _ in
      for count in [1, 2, 5, 4099, y.count] {
        #expect(Draw().kernelUniforms(count, limit: 1) == Array(uniforms.prefix(count)))
        #expect(Draw().kernelBernoulli(Array(y.prefix(count))) == Array(draws.prefix(count)))
      }
    }
  }

  @Test("uniform numbers differ for another seed, purpose, epoch or step")
  func dependence() {
    let numbers = Draw().variations.map { $0.kernelUniforms(8, limit: 1) }
    #expect(Set(numbers.joined()).count == 8 * numbers.count)
  }
}
