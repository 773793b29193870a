import Foundation
import TestSupport
import Testing

@Suite("The mixture's terms")
struct MixtureForwardTests {
  /// B, M, K, Dx: one of each, odd ones, the paper's size of x, and enough rows for several threads.
  static let sizes = [
    [1, 1, 1, 1], [3, 1, 1, 2], [1, 1, 3, 1], [5, 2, 4, 2], [2, 3, 7, 7], [3, 1, 5, 200], [123, 3, 10, 7],
  ]

  @Test("agree with the formulas", arguments: sizes)
  func formulas(s: [Int]) {
    expectAgreement(PlainMixture(batch: s[0], samples: s[1], components: s[2], latent: s[3]))
  }

  @Test("agree where log variances leave their limits")
  func clamped() {
    var plain = PlainMixture(batch: 3, samples: 2, components: 4, latent: 3)
    for i in stride(from: plain.logVarianceIndex(0, 0), to: plain.logVarianceIndex(0, 3), by: 2) { plain.prior[i] = 31 }
    plain.heads[3] = -40
    plain.heads[4] = 22
    expectAgreement(plain)
  }

  @Test("are the same for any number of threads")
  func threads() {
    let plain = PlainMixture(batch: 301, samples: 1, components: 6, latent: 3)
    let expected = MixtureKernels(plain), densities = MixtureKernels.logDensities(plain)
    withThreads([1, 2, 3]) { _ in
      let found = MixtureKernels(plain)
      #expect(found.responsibilities == expected.responsibilities && found.component == expected.component)
      #expect(found.conditional == expected.conditional && found.divergences == expected.divergences)
      #expect(MixtureKernels.logDensities(plain) == densities)
    }
  }

  @Test("a single component is sure, costs no information, and its divergence counts in full", arguments: [1, 2, 200])
  func single(latent: Int) {
    let found = MixtureKernels(PlainMixture(batch: 4, samples: 2, components: 1, latent: latent, spread: 4))
    #expect(found.responsibilities.allSatisfy { $0 == 1 } && found.component.allSatisfy { $0 == 0 })
    #expect(found.conditional == found.divergences)
  }

  @Test("equal components share alike and give no information")
  func equal() {
    var plain = PlainMixture(batch: 2, samples: 1, components: 5, latent: 3)
    for row in 0..<2 {
      for k in 1..<5 {
        for d in 0..<3 {
          plain.prior[plain.meanIndex(row, k) + d] = plain.prior[plain.meanIndex(row, 0) + d]
          plain.prior[plain.logVarianceIndex(row, k) + d] = plain.prior[plain.logVarianceIndex(row, 0) + d]
        }
      }
    }
    let found = MixtureKernels(plain)
    expectClose(found.responsibilities, Array(repeating: 0.2, count: 10), relative: 1e-6, "responsibilities")
    #expect(found.component.allSatisfy { abs($0) < 1e-6 })
  }

  /// Standard deviations between x and the means: densities from -50 to -1e13, all of which underflow as such.
  @Test("of components far from x are finite and the nearest takes all", arguments: [10, 1e3, 1e5, 5e6] as [Double])
  func farApart(distance: Double) {
    for latent in [1, 2, 7, 200] {
      var plain = PlainMixture(batch: 2, samples: 1, components: 3, latent: latent)
      for row in 0..<2 {
        for k in 0..<3 {
          for d in 0..<latent {
            plain.prior[plain.meanIndex(row, k) + d] = Double(Float(distance)) * Double(k + 1)
            plain.prior[plain.logVarianceIndex(row, k) + d] = 0
          }
        }
      }
      let found = MixtureKernels(plain)
      expectClose(found.responsibilities, [1, 0, 0, 1, 0, 0], relative: 1e-6, "responsibilities at \(distance)")
      expectClose(found.component, [log(3), log(3)], relative: 1e-6, "z prior at \(distance)")
      expectClose(found.conditional, (0..<2).map(plain.conditional), relative: 1e-5, "conditional prior at \(distance)")
    }
  }

  @Test("two components equally far from x share it, however small their densities", arguments: [10, 1e3, 1e5, 5e6])
  func farAndEqual(distance: Double) {
    var plain = PlainMixture(batch: 1, samples: 1, components: 3, latent: 2)
    plain.x = [0, 0]
    plain.prior = [distance, 0, -distance, 0, 3 * distance, 0] + Array(repeating: 0, count: 6)
    let found = MixtureKernels(plain)
    expectClose(found.responsibilities, [0.5, 0.5, 0], relative: 1e-6, "responsibilities")
    expectClose(found.component, [log(3) - log(2)], relative: 1e-6, "z prior")
  }

  @Test("whose terms hold a NaN anywhere in a row's numbers are NaN, never finite", arguments: 0..<4)
  func notANumber(place: Int) {
    for k in 0..<3 {
      var plain = PlainMixture(batch: 3, samples: 1, components: 3, latent: 2)
      switch place {
      case 0: plain.x[2] = .nan
      case 1: plain.prior[plain.meanIndex(1, k)] = .nan
      case 2: plain.prior[plain.logVarianceIndex(1, k) + 1] = .nan
      default: plain.heads[plain.headIndex(1) + k] = .nan
      }
      let found = MixtureKernels(plain)
      #expect(found.conditional[1].isNaN, "place \(place), \(k)")
      #expect(place == 3 || found.component[1].isNaN, "place \(place), \(k)")
      #expect(place == 3 || !found.responsibilities[3..<6].allSatisfy(\.isFinite))
      #expect([0, 2].allSatisfy { found.conditional[$0].isFinite && found.component[$0].isFinite }, "other rows")
    }
  }

  @Test("whose numbers are infinite are not finite either", arguments: [Double.infinity, -.infinity])
  func infinite(value: Double) {
    var plain = PlainMixture(batch: 2, samples: 1, components: 3, latent: 2)
    plain.x[0] = value
    plain.prior[plain.meanIndex(1, 1)] = value
    let found = MixtureKernels(plain)
    #expect(found.conditional.allSatisfy { !$0.isFinite } && found.component.allSatisfy { !$0.isFinite })
  }

  private func expectAgreement(_ plain: PlainMixture) {
    let found = MixtureKernels(plain), rows = 0..<plain.rows, components = 0..<plain.components
    let densities = rows.flatMap { row in components.map { plain.logDensity(row, $0) } }
    expectClose(MixtureKernels.logDensities(plain), densities, relative: 2e-6, "log densities")
    // A responsibility is as wrong as its density, whose rounding grows with its size.
    let rounding = 1e-5 + 2e-7 * (densities.map(abs).max() ?? 0)
    expectClose(found.responsibilities, rows.flatMap(plain.responsibilities), relative: rounding, "responsibilities")
    expectClose(found.component, rows.map(plain.component), relative: rounding, "z prior")
    expectClose(
      found.divergences, rows.flatMap { row in components.map { plain.divergence(row, $0) } }, relative: 1e-5, "KL")
    expectClose(found.conditional, rows.map(plain.conditional), relative: rounding, "conditional prior")
    for row in rows {
      let sum = found.responsibilities[row * plain.components..<(row + 1) * plain.components].reduce(0, +)
      #expect(abs(sum - 1) < 2e-6, "responsibilities of row \(row) add up to \(sum)")
    }
  }
}
