import CKernels
import Compute
import Foundation
import Testing

@Suite("The counter-based generator")
struct CounterGeneratorTests {
  @Test("gives the words of gm_philox, two at a time")
  func philox() {
    var generator = CounterGenerator(seed: 0xdead_beef_0000_0042, purpose: 7, epoch: 3)
    for block in 0..<5 as Range<UInt32> {
      var words: [UInt32] = [0, 0, 0, 0]
      gm_philox([block, 0, 3, 7], [0x0000_0042, 0xdead_beef], &words)
      #expect(generator.next() == UInt64(words[1]) << 32 | UInt64(words[0]))
      #expect(generator.next() == UInt64(words[3]) << 32 | UInt64(words[2]))
    }
  }

  @Test("uniform numbers are the upper 52 bits in the middle of their interval, so inside 0…1")
  func uniform() {
    var generator = CounterGenerator(seed: 1, purpose: 2), words = generator
    for _ in 0..<5000 {
      let value = generator.uniform()
      #expect(value == (Double(words.next() >> 12) + 0.5) / 0x1p52)
      #expect(value > 0 && value < 1)
    }
    #expect((Double(UInt64.max >> 12) + 0.5) * 0x1p-52 < 1, "the highest word too")
  }

  @Test("normal numbers have the moments of the standard normal distribution")
  func normal() {
    var generator = CounterGenerator(seed: 11, purpose: 6)
    let count = 50_000, n = Double(count), values = (0..<count).map { _ in generator.normal() }
    func moment(_ power: Double) -> Double { values.reduce(0) { $0 + pow($1, power) } / n }
    let four = 4 / n.squareRoot()  // four standard errors of a mean of unit variance
    #expect(abs(moment(1)) < four)
    #expect(abs(moment(2) - 1) < four * 2.0.squareRoot())
    #expect(abs(moment(3)) < four * 15.0.squareRoot())
    #expect(abs(moment(4) - 3) < four * 96.0.squareRoot())
  }

  @Test("is the same for the same seed, purpose and epoch, and another for others")
  func dependence() {
    let seeds: [(UInt64, UInt32, UInt32)] = [(1, 1, 0), (2, 1, 0), (1 << 32 | 1, 1, 0), (1, 2, 0), (1, 1, 1)]
    func first(_ s: (UInt64, UInt32, UInt32)) -> UInt64 {
      var generator = CounterGenerator(seed: s.0, purpose: s.1, epoch: s.2)
      return generator.next()
    }
    #expect(Set(seeds.map(first)).count == seeds.count)
    #expect(seeds.map(first) == seeds.map(first))
  }
}
