import Foundation
import TestSupport
import Testing

@Suite("gm_normals")
struct NormalTests {
  @Test("is Box and Muller's transform of Philox' words")
  func formula() {
    let draw = Draw(), count = 20_002, u = draw.uniforms(count)
    let expected = stride(from: 0, to: count, by: 2).flatMap { i in
      let radius = (-2 * log(u[i])).squareRoot(), angle = 2 * Double.pi * u[i + 1]
      return [radius * cos(angle), radius * sin(angle)]
    }
    expectClose(draw.kernelNormals(count), expected, relative: 5e-7, "normal numbers")
  }

  @Test("has the moments of the standard normal distribution")
  func moments() {
    let count = 50_001, n = Double(count), values = doubles(Draw().kernelNormals(count))
    func mean(_ term: (Int) -> Double) -> Double { values.indices.reduce(0) { $0 + term($1) } / n }
    func moment(_ power: Double) -> Double { mean { pow(values[$0], power) } }
    let four = 4 / n.squareRoot()  // four standard errors of a mean of unit variance
    #expect(abs(moment(1)) < four)
    #expect(abs(moment(2) - 1) < four * 2.0.squareRoot())
    #expect(abs(moment(3)) < four * 15.0.squareRoot())
    #expect(abs(moment(4) - 3) < four * 96.0.squareRoot())
    for lag in 1...4 {  // neighbors come from one block, or one pair
      #expect(abs(mean { $0 < lag ? 0 : values[$0] * values[$0 - lag] }) < four, "lag \(lag)")
      let squares = mean { $0 < lag ? 0 : (pow(values[$0], 2) - 1) * (pow(values[$0 - lag], 2) - 1) }
      #expect(abs(squares) < 2 * four, "squares, lag \(lag)")
    }
  }

  @Test("passes Kolmogorov and Smirnov's test against the normal distribution")
  func kolmogorovSmirnov() {
    let count = 50_000, n = Double(count)
    let distance = Draw().kernelNormals(count).sorted().enumerated().reduce(0.0) { largest, entry in
      let expected = 0.5 * erfc(-Double(entry.element) / 2.0.squareRoot())
      return max(largest, Double(entry.offset + 1) / n - expected, expected - Double(entry.offset) / n)
    }
    #expect(distance < 1.63 / n.squareRoot(), "the 1 % point; \(distance)")
  }

  @Test("gives the same numbers for any number of threads")
  func threads() {
    let expected = Draw().kernelNormals(30_007)
    withThreads([1, 2, 3]) { #expect(Draw().kernelNormals(30_007) == expected, "\($0) threads") }
  }

  @Test("makes a shorter array the beginning of a longer one", arguments: [1, 2, 3, 4, 5, 7, 63, 4099])
  func prefix(count: Int) {
    #expect(Draw().kernelNormals(count) == Array(Draw().kernelNormals(9001).prefix(count)))
  }

  @Test("gives other numbers for another seed, purpose, epoch or step")
  func dependence() {
    let numbers = Draw().variations.map { $0.kernelNormals(8) }
    #expect(Set(numbers.joined()).count == 8 * numbers.count)
  }
}
