import CKernels
import Foundation
import TestSupport
import Testing

@Suite("Draws of the posteriors and the w prior")
struct PosteriorTests {
  /// B, M, Dx, Dw.
  static let sizes = [[1, 1, 1, 1], [3, 2, 5, 3], [4, 3, 200, 150], [700, 2, 2, 3]]

  @Test("are mu + exp(lv/2)·noise", arguments: sizes)
  func draws(s: [Int]) {
    let plain = PlainPosterior(batch: s[0], samples: s[1], latent: s[2], style: s[3])
    let found = plain.kernelDraws()
    expectClose(found.x, plain.draws(\.latent), relative: 1e-6, "x")
    expectClose(found.w, plain.draws(\.style), relative: 1e-6, "w")
  }

  @Test("have the formula's gradient, with the w prior's", arguments: sizes)
  func gradients(s: [Int]) {
    expectGradients(PlainPosterior(batch: s[0], samples: s[1], latent: s[2], style: s[3]))
  }

  @Test("keep log variances within ±20, beyond which their gradient is zero")
  func clamped() {
    var plain = PlainPosterior(batch: 2, samples: 2, latent: 3, style: 2)
    let lvX = 3, lvW = 8
    plain.heads[lvX] = -60
    plain.heads[lvX + 1] = -20.5
    plain.heads[lvW] = 23
    plain.heads[lvW + 1] = 20
    expectClose(plain.kernelDraws().x, plain.draws(\.latent), relative: 1e-6, "x")
    expectClose(plain.kernelDraws().w, plain.draws(\.style), relative: 1e-6, "w")
    expectClose(plain.kernelStyleDivergence(), (0..<2).map(plain.styleDivergence), relative: 1e-6, "w prior")
    let found = plain.kernelGradient(weight: 1)
    #expect(found[lvX] == plain.start[lvX] && found[lvX + 1] == plain.start[lvX + 1], "nothing is added")
    #expect(found[lvW] == 0 && found[lvW + 1] != 0)
  }

  @Test("without noise are the means")
  func means() {
    var plain = PlainPosterior(batch: 3, samples: 1, latent: 2, style: 1)
    plain.noiseX = plain.noiseX.map { _ in 0 }
    let means: [Float] = (0..<3).flatMap { plain.heads[6 * $0..<6 * $0 + 2] }
    #expect(plain.kernelDraws().x == means)
  }

  @Test("the w prior is the divergence from N(0, I)", arguments: sizes)
  func styleDivergence(s: [Int]) {
    let plain = PlainPosterior(batch: s[0], samples: s[1], latent: s[2], style: s[3])
    expectClose(plain.kernelStyleDivergence(), (0..<s[0]).map(plain.styleDivergence), relative: 1e-6, "w prior")
  }

  @Test("NaN in an example's heads is NaN in its terms and draws")
  func notANumber() {
    for place in 0..<4 {
      var plain = PlainPosterior(batch: 2, samples: 1, latent: 1, style: 1)
      plain.heads[place] = .nan
      let found = plain.kernelDraws()
      #expect((place < 2 ? found.x : found.w)[0].isNaN)
      #expect(plain.kernelStyleDivergence()[0].isNaN == (place >= 2))
    }
  }

  @Test("are the same for any number of threads")
  func threads() {
    let plain = PlainPosterior(batch: 2001, samples: 2, latent: 2, style: 1)
    let draws = plain.kernelDraws(), gradient = plain.kernelGradient(weight: 1), prior = plain.kernelStyleDivergence()
    withThreads([1, 2, 3]) { _ in
      #expect(plain.kernelDraws() == draws)
      #expect(plain.kernelGradient(weight: 1) == gradient)
      #expect(plain.kernelStyleDivergence() == prior)
    }
  }

  /// Against central differences of Σ dx·x + Σ dw·w + weight · mean w prior, some hundred entries.
  private func expectGradients(_ plain: PlainPosterior) {
    let weight = 0.6, found = plain.kernelGradient(weight: Float(weight)), width = plain.width
    let entries = stride(from: 0, to: plain.heads.count, by: 1 + plain.heads.count / 100)
    let expected = entries.map { i in
      centralDifference(at: Double(plain.heads[i])) { plain.loss(weight, example: i / width, head: i % width, $0) }
        + (i % width < 2 * plain.latent ? Double(plain.start[i]) : 0)
    }
    expectClose(entries.map { found[$0] }, expected, relative: 1e-5, "heads")
  }
}
