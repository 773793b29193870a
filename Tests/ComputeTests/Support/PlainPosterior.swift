import CKernels
import Foundation

/// q(x|y) and q(w|y): their draws from the formulas, and from the kernels.
struct PlainPosterior {
  let batch: Int, samples: Int, latent: Int, style: Int
  /// B × (2Dx + 2Dw).
  var heads: [Float]
  var noiseX, noiseW, dx, dw: [Float]
  /// What stands in the heads' gradient before the kernel adds to it.
  let start: [Float]

  init(batch: Int, samples: Int, latent: Int, style: Int) {
    (self.batch, self.samples, self.latent, self.style) = (batch, samples, latent, style)
    heads = numbers(batch * 2 * (latent + style), in: -2...2)
    noiseX = numbers(batch * samples * latent, in: -3...3, seed: 2)
    noiseW = numbers(batch * samples * style, in: -3...3, seed: 3)
    dx = numbers(noiseX.count, seed: 4)
    dw = numbers(noiseW.count, seed: 5)
    start = numbers(heads.count, seed: 6)
  }

  var width: Int { 2 * (latent + style) }
  private var sizes: gm_sizes {
    gm_sizes(
      batch: Int64(batch), samples: Int64(samples), components: 1, latent: Int64(latent), style: Int64(style), logits: 0
    )
  }

  /// mu + exp(lv/2)·noise of x or w.
  func draws(_ which: KeyPath<PlainPosterior, Int>) -> [Double] {
    let size = self[keyPath: which], isLatent = which == \.latent
    return (0..<batch * samples * size).map { i in
      let mean = i / size / samples * width + (isLatent ? 0 : 2 * latent) + i % size
      let deviation = exp(clamp(Double(heads[mean + size])) / 2)
      return Double(heads[mean]) + deviation * Double(isLatent ? noiseX[i] : noiseW[i])
    }
  }

  /// KL(q(w|y) ‖ N(0, I)) = ½ Σ (mu² + var - log var - 1).
  func styleDivergence(_ example: Int) -> Double {
    (0..<style).reduce(0) { sum, d in
      let mean = Double(heads[example * width + 2 * latent + d])
      let logVariance = clamp(Double(heads[example * width + 2 * latent + style + d]))
      return sum + 0.5 * (mean * mean + exp(logVariance) - logVariance - 1)
    }
  }

  /// What one head number adds to Σ dx·x + Σ dw·w + weight · mean w prior, all others fixed.
  func loss(_ weight: Double, example: Int, head: Int, _ value: Double) -> Double {
    let isLatent = head < 2 * latent, size = isLatent ? latent : style
    let place = isLatent ? head : head - 2 * latent, d = place % size, isMean = place < size
    let other = Double(heads[example * width + (isLatent ? 0 : 2 * latent) + d + (isMean ? size : 0)])
    let mean = isMean ? value : other, logVariance = clamp(isMean ? other : value)
    let draws = (example * samples..<(example + 1) * samples).reduce(0.0) { sum, row in
      let noise = Double((isLatent ? noiseX : noiseW)[row * size + d])
      return sum + Double((isLatent ? dx : dw)[row * size + d]) * (mean + exp(logVariance / 2) * noise)
    }
    let prior = isLatent ? 0 : 0.5 * (mean * mean + exp(logVariance) - logVariance - 1)
    return draws + weight / Double(batch) * prior
  }

  struct Draws: Equatable {
    var x, w: [Float]
  }

  func kernelDraws() -> Draws {
    var sizes = sizes, draws = Draws(x: noiseX.map { _ in 7 }, w: noiseW.map { _ in 7 })
    gm_reparameterize(&sizes, heads, noiseX, noiseW, &draws.x, &draws.w)
    return draws
  }

  func kernelGradient(weight: Float) -> [Float] {
    var sizes = sizes, gradient = start
    gm_reparameterize_backward(&sizes, weight, heads, noiseX, noiseW, dx, dw, &gradient)
    return gradient
  }

  func kernelStyleDivergence() -> [Float] {
    var sizes = sizes, divergence = [Float](repeating: 7, count: batch)
    gm_style_divergence(&sizes, heads, &divergence)
    return divergence
  }
}
