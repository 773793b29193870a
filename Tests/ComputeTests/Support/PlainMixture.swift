import CKernels
import Foundation

/// Log variances are kept in -20…20.
func clamp(_ logVariance: Double) -> Double { min(max(logVariance, -20), 20) }

/// The mixture's terms from their formulas, in double precision, on the kernels' layouts.
struct PlainMixture {
  var batch: Int, samples: Int, components: Int, latent: Int, style: Int
  /// B × (2Dx + 2Dw).
  var heads: [Double]
  /// BM × Dx.
  var x: [Double]
  /// BM × 2K·Dx.
  var prior: [Double]

  /// A mixture with numbers of an ordinary size.
  init(batch: Int, samples: Int, components: Int, latent: Int, style: Int = 2, spread: Float = 1.5, seed: UInt64 = 1) {
    (self.batch, self.samples, self.components, self.latent, self.style) = (batch, samples, components, latent, style)
    let range = -spread...spread, rows = batch * samples
    heads = doubles(numbers(batch * 2 * (latent + style), in: range, seed: seed))
    x = doubles(numbers(rows * latent, in: range, seed: seed + 1))
    prior = doubles(numbers(rows * 2 * components * latent, in: range, seed: seed + 2))
  }

  var rows: Int { batch * samples }
  var sizes: gm_sizes {
    gm_sizes(
      batch: Int64(batch), samples: Int64(samples), components: Int64(components), latent: Int64(latent),
      style: Int64(style), logits: 0)
  }

  func headIndex(_ row: Int) -> Int { row / samples * 2 * (latent + style) }
  func meanIndex(_ row: Int, _ k: Int) -> Int { (row * 2 * components + k) * latent }
  func logVarianceIndex(_ row: Int, _ k: Int) -> Int { (row * 2 * components + components + k) * latent }

  /// log N(x; mu_k, var_k) + Dx/2·log 2π.
  func logDensity(_ row: Int, _ k: Int) -> Double {
    let mu = meanIndex(row, k), lv = logVarianceIndex(row, k)
    return (0..<latent).reduce(0) { sum, d in
      let e = x[row * latent + d] - prior[mu + d], logVariance = clamp(prior[lv + d])
      return sum - 0.5 * (e * e / exp(logVariance) + logVariance)
    }
  }

  /// KL(q(x|y) ‖ N(mu_k, var_k)).
  func divergence(_ row: Int, _ k: Int) -> Double {
    let q = headIndex(row), mu = meanIndex(row, k), lv = logVarianceIndex(row, k)
    return (0..<latent).reduce(0) { sum, d in
      let f = heads[q + d] - prior[mu + d], lvQ = clamp(heads[q + latent + d]), lvK = clamp(prior[lv + d])
      return sum + 0.5 * (lvK - lvQ + (exp(lvQ) + f * f) / exp(lvK) - 1)
    }
  }

  func logResponsibilities(_ row: Int) -> [Double] {
    let log = (0..<components).map { logDensity(row, $0) }, largest = log.max() ?? 0
    let total = largest + Foundation.log(log.reduce(0) { $0 + exp($1 - largest) })
    return log.map { $0 - total }
  }

  func responsibilities(_ row: Int) -> [Double] { logResponsibilities(row).map { exp($0) } }

  /// Σ_k p_k KL_k.
  func conditional(_ row: Int) -> Double {
    responsibilities(row).enumerated().reduce(0) { $0 + $1.element * divergence(row, $1.offset) }
  }

  /// log K + Σ_k p_k log p_k.
  func component(_ row: Int) -> Double {
    logResponsibilities(row).reduce(log(Double(components))) { $0 + exp($1) * $1 }
  }

  /// c · conditional + z · component, a mean over rows of which only those of example `b` are added up.
  func loss(_ c: Double, _ z: Double, example b: Int) -> Double {
    (b * samples..<(b + 1) * samples).reduce(0) { $0 + (c * conditional($1) + z * component($1)) / Double(rows) }
  }
}
