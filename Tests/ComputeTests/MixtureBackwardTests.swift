import TestSupport
import Testing

/// Against central differences of the plain formulas in double precision.
@Suite("The mixture's gradients")
struct MixtureBackwardTests {
  static let sizes = [[1, 1, 1, 1], [1, 1, 3, 1], [5, 2, 4, 2], [2, 3, 7, 7], [3, 1, 5, 200], [123, 3, 4, 2]]

  @Test("of both terms", arguments: sizes)
  func both(s: [Int]) {
    expectGradients(PlainMixture(batch: s[0], samples: s[1], components: s[2], latent: s[3]), c: 0.8, z: 1.3)
  }

  @Test("of each term alone", arguments: [(1, 0), (0, 1)] as [(Float, Float)])
  func alone(c: Float, z: Float) {
    expectGradients(PlainMixture(batch: 4, samples: 2, components: 3, latent: 3), c: c, z: z)
  }

  @Test("vanish for log variances outside of their limits")
  func clamped() {
    var plain = PlainMixture(batch: 2, samples: 2, components: 3, latent: 2)
    plain.heads[2] = -25
    plain.prior[plain.logVarianceIndex(1, 1)] = 30
    plain.prior[plain.logVarianceIndex(2, 0) + 1] = 20.5
    expectGradients(plain, c: 1, z: 1)
    plain.heads[3] = 21
    let found = MixtureKernels(plain).backward(plain, 1, 1, startX: Array(repeating: 0, count: plain.x.count))
    #expect(found.heads[2] == 0 && found.heads[3] == 0)
    #expect(found.prior[plain.logVarianceIndex(1, 1)] == 0 && found.prior[plain.logVarianceIndex(2, 0) + 1] == 0)
  }

  @Test("are finite where all components are far from x", arguments: [10, 1e3, 1e5])
  func farApart(distance: Double) {
    var plain = PlainMixture(batch: 1, samples: 1, components: 3, latent: 2)
    plain.prior = [1, 1, 2, 2, 3, 3].map { $0 * distance } + Array(repeating: 0, count: 6)
    expectGradients(plain, c: 1, z: 1)
  }

  @Test("are the same for any number of threads")
  func threads() {
    let plain = PlainMixture(batch: 301, samples: 2, components: 6, latent: 3)
    let start = [Float](repeating: 0, count: plain.x.count), forward = MixtureKernels(plain)
    let expected = forward.backward(plain, 1, 1, startX: start)
    withThreads([1, 2, 3]) { _ in #expect(forward.backward(plain, 1, 1, startX: start) == expected) }
  }

  /// Some eighty entries of each gradient, and the part of the heads that belongs to w left alone.
  private func expectGradients(_ plain: PlainMixture, c: Float, z: Float) {
    let startX = numbers(plain.x.count, in: -0.1...0.1)
    let found = MixtureKernels(plain).backward(plain, c, z, startX: startX)
    func expect(
      _ array: WritableKeyPath<PlainMixture, [Double]>, _ gradient: [Float], start: [Float]?, perExample: Int,
      _ what: String
    ) {
      let entries = stride(from: 0, to: plain[keyPath: array].count, by: 1 + plain[keyPath: array].count / 80)
        .filter { array != \.heads || $0 % perExample < 2 * plain.latent }
      let expected = entries.map { i in
        centralDifference(at: plain[keyPath: array][i]) { value in
          var moved = plain
          moved[keyPath: array][i] = value
          return moved.loss(Double(c), Double(z), example: i / perExample)
        } + Double(start?[i] ?? 0)
      }
      // A log density sums `latent` terms: in 200 dimensions it is about 200, known to 200 · 2^-24 = 1.2e-5 where vectors sum
      // it, and to several times that where one term comes after another. So are the responsibilities.
      let relative = 1e-5 * max(1, Double(plain.latent) / 25)
      expectClose(entries.map { gradient[$0] }, expected, relative: relative, what)
    }
    expect(\.x, found.dx, start: startX, perExample: plain.samples * plain.latent, "dx")
    expect(
      \.prior, found.prior, start: nil, perExample: plain.samples * 2 * plain.components * plain.latent, "prior's heads"
    )
    let width = 2 * (plain.latent + plain.style)
    expect(\.heads, found.heads, start: nil, perExample: width, "encoder's heads")
    #expect(found.heads.enumerated().allSatisfy { $0.offset % width < 2 * plain.latent || $0.element == 7 })
  }
}
