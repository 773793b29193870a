import Compute
import Foundation

/// The posterior's and the mixture's operations by their formulas.
extension PlainBackend {
  private func bounded(_ logVariance: Float) -> Double { min(max(Double(logVariance), -20), 20) }
  private func isFree(_ logVariance: Float) -> Bool { abs(logVariance) <= 20 }

  /// The places of a head's numbers of an example.
  private func places(_ sizes: PassSizes, _ head: PassSizes.Head, _ example: Int) -> [Int] {
    sizes.range(of: head).map { example * sizes.headWidth + $0 }
  }

  private typealias Heads = (mean: PassSizes.Head, logVariance: PassSizes.Head)
  private static let x: Heads = (.latentMean, .latentLogVariance)
  private static let w: Heads = (.styleMean, .styleLogVariance)

  func reparameterize(_ s: PassSizes, heads: Buffer, noiseX: Buffer, noiseW: Buffer, x: Buffer, w: Buffer) {
    for row in 0..<s.rows {
      for (head, noise, draws) in [(Self.x, noiseX, x), (Self.w, noiseW, w)] {
        let means = places(s, head.mean, row / s.samples), variances = places(s, head.logVariance, row / s.samples)
        for (d, (mean, variance)) in zip(means, variances).enumerated() {
          let place = row * means.count + d
          draws.values[place] = Float(
            Double(heads.values[mean])
              + exp(bounded(heads.values[variance]) / 2) * Double(noise.values[place]))
        }
      }
    }
  }

  func reparameterizeBackward(
    _ s: PassSizes, styleWeight: Float, heads: Buffer, noiseX: Buffer, noiseW: Buffer, dx: Buffer, dw: Buffer,
    dHeads: Buffer
  ) {
    let share = Double(styleWeight) / Double(s.batch)
    for b in 0..<s.batch {
      for (mean, variance) in zip(places(s, .styleMean, b), places(s, .styleLogVariance, b)) {
        let lv = heads.values[variance]
        dHeads.values[mean] = Float(share * Double(heads.values[mean]))
        dHeads.values[variance] = isFree(lv) ? Float(share * 0.5 * (exp(Double(lv)) - 1)) : 0
      }
    }
    for row in 0..<s.rows {
      for (head, noise, gradient) in [(Self.x, noiseX, dx), (Self.w, noiseW, dw)] {
        let means = places(s, head.mean, row / s.samples), variances = places(s, head.logVariance, row / s.samples)
        for (d, (mean, variance)) in zip(means, variances).enumerated() {
          let lv = heads.values[variance], g = Double(gradient.values[row * means.count + d])
          dHeads.values[mean] += Float(g)
          if isFree(lv) {
            dHeads.values[variance] += Float(
              g * Double(noise.values[row * means.count + d]) * 0.5 * exp(Double(lv) / 2))
          }
        }
      }
    }
  }

  func klStyle(_ s: PassSizes, heads: Buffer, into divergences: Buffer) {
    for b in 0..<s.batch {
      let pairs = zip(places(s, .styleMean, b), places(s, .styleLogVariance, b))
      divergences.values[b] = Float(
        pairs.reduce(0.0) { sum, place in
          let mean = Double(heads.values[place.0]), lv = bounded(heads.values[place.1])
          return sum + 0.5 * (mean * mean + exp(lv) - lv - 1)
        })
    }
  }

  func posteriorMeans(_ s: PassSizes, heads: Buffer, x: Buffer, w: Buffer) {
    for b in 0..<s.batch {
      for (d, place) in places(s, .latentMean, b).enumerated() { x.values[b * s.latent + d] = heads.values[place] }
      for (d, place) in places(s, .styleMean, b).enumerated() { w.values[b * s.style + d] = heads.values[place] }
    }
  }

  func posteriorMeansBackward(_ s: PassSizes, dx: Buffer, dw: Buffer, dHeads: Buffer) {
    for b in 0..<s.batch {
      for (d, place) in places(s, .latentMean, b).enumerated() { dHeads.values[place] += dx.values[b * s.latent + d] }
      for (d, place) in places(s, .styleMean, b).enumerated() { dHeads.values[place] += dw.values[b * s.style + d] }
    }
  }

  /// Where mu_k and its log variance lie in a row of the prior's heads.
  private func prior(_ s: PassSizes, _ row: Int, _ k: Int, _ d: Int) -> (mean: Int, logVariance: Int) {
    let mean = (row * 2 * s.components + k) * s.latent + d
    return (mean, mean + s.components * s.latent)
  }

  private func logDensity(_ s: PassSizes, _ x: Buffer, _ heads: Buffer, _ row: Int, _ k: Int) -> Double {
    (0..<s.latent).reduce(0) { sum, d in
      let place = prior(s, row, k, d), lv = bounded(heads.values[place.logVariance])
      let e = Double(x.values[row * s.latent + d]) - Double(heads.values[place.mean])
      return sum - 0.5 * (e * e / exp(lv) + lv)
    }
  }

  private func softmax(_ logs: [Double]) -> [Double] {
    let largest = logs.max() ?? 0, weights = logs.map { exp($0 - largest) }, sum = weights.reduce(0, +)
    return weights.map { $0 / sum }
  }

  private func negentropy(_ p: [Double]) -> Double { p.reduce(0) { $1 > 0 ? $0 + $1 * log($1) : $0 } }

  /// q(x|y) of an example: means, log variances and which of these are within bounds.
  private func posterior(_ m: MixtureBuffers, _ b: Int) -> (mean: [Double], logVariance: [Double], isFree: [Bool]) {
    let s = m.passSizes, variances = places(s, .latentLogVariance, b).map { m.heads.values[$0] }
    return (
      places(s, .latentMean, b).map { Double(m.heads.values[$0]) }, variances.map(bounded), variances.map(isFree)
    )
  }

  func mixtureForward(_ m: MixtureBuffers, _ formulation: Formulation) {
    let s = m.passSizes, K = s.components
    for row in 0..<s.rows {
      let b = row / s.samples, q = posterior(m, b)
      let logs = (0..<K).map { logDensity(s, m.x, m.prior, row, $0) }, p = softmax(logs)
      let logPosterior = (0..<s.latent).reduce(0.0) { sum, d in
        let e = Double(m.x.values[row * s.latent + d]) - q.mean[d]
        return sum - 0.5 * (e * e / exp(q.logVariance[d]) + q.logVariance[d])
      }
      let divergences = (0..<K).map { k -> Double in
        guard formulation != .sampled else { return logPosterior - logs[k] }
        return (0..<s.latent).reduce(0) { sum, d in
          let place = prior(s, row, k, d), lv = bounded(m.prior.values[place.logVariance])
          let e = q.mean[d] - Double(m.prior.values[place.mean])
          return sum + 0.5 * (lv - q.logVariance[d] - 1 + (exp(q.logVariance[d]) + e * e) / exp(lv))
        }
      }
      let shares = formulation == .firstVersion ? self.shares(m, b) : p
      for k in 0..<K {
        m.responsibilities.values[row * K + k] = Float(p[k])
        m.divergences.values[row * K + k] = Float(divergences[k])
      }
      m.conditional.values[row] = Float(zip(shares, divergences).reduce(0) { $0 + $1.0 * $1.1 })
      m.component.values[row] = Float(log(Double(K)) + negentropy(shares))
    }
  }

  /// q(z|y) of an example.
  private func shares(_ m: MixtureBuffers, _ b: Int) -> [Double] {
    softmax(places(m.passSizes, .logits, b).map { Double(m.heads.values[$0]) })
  }

  /// The gradient of c Σ p D + z Σ p log p for the logits of p.
  private func softmaxGradient(_ p: [Double], _ divergences: [Double], _ c: Double, _ z: Double) -> [Double] {
    let slopes = zip(p, divergences).map { c * $0.1 + z * log(max($0.0, 1e-300)) }
    let mean = zip(p, slopes).reduce(0) { $0 + $1.0 * $1.1 }
    return zip(p, slopes).map { $0 * ($1 - mean) }
  }

  func mixtureBackward(
    _ m: MixtureBuffers, _ formulation: Formulation, weights: TermWeights, dx: Buffer, dPrior: Buffer, dHeads: Buffer
  ) {
    let s = m.passSizes, K = s.components, rows = Double(s.rows)
    let c = Double(weights.conditional) / rows, z = Double(weights.component) / rows
    for b in 0..<s.batch {
      for head in [PassSizes.Head.latentMean, .latentLogVariance, .logits] {
        for place in places(s, head, b) { dHeads.values[place] = 0 }
      }
    }
    for row in 0..<s.rows {
      let b = row / s.samples, q = posterior(m, b)
      let p = softmax((0..<K).map { logDensity(s, m.x, m.prior, row, $0) })
      let divergences = (0..<K).map { Double(m.divergences.values[row * K + $0]) }
      var counted = p, g = softmaxGradient(p, divergences, c, z)
      if formulation == .firstVersion {
        counted = shares(m, b)
        for (place, slope) in zip(places(s, .logits, b), softmaxGradient(counted, divergences, c, z)) {
          dHeads.values[place] += Float(slope)
        }
        g = softmaxGradient(p, divergences, 0, -Double(weights.violation) / rows)
      }
      let means = places(s, .latentMean, b), variances = places(s, .latentLogVariance, b)
      if formulation == .sampled {
        for k in 0..<K { g[k] -= c * p[k] }
        for d in 0..<s.latent where q.isFree[d] { dHeads.values[variances[d]] -= Float(0.5 * c) }
      }
      for k in 0..<K {
        let share = formulation == .sampled ? 0 : c * counted[k]
        for d in 0..<s.latent {
          let place = prior(s, row, k, d), lv = bounded(m.prior.values[place.logVariance])
          let mu = Double(m.prior.values[place.mean]), e = Double(m.x.values[row * s.latent + d]) - mu
          let f = q.mean[d] - mu, ratio = exp(q.logVariance[d] - lv)
          dx.values[row * s.latent + d] -= Float(g[k] * e / exp(lv))
          dHeads.values[means[d]] += Float(share * f / exp(lv))
          if q.isFree[d] { dHeads.values[variances[d]] += Float(share * 0.5 * (ratio - 1)) }
          dPrior.values[place.mean] = Float(g[k] * e / exp(lv) - share * f / exp(lv))
          dPrior.values[place.logVariance] =
            isFree(m.prior.values[place.logVariance])
            ? Float(0.5 * (g[k] * (e * e / exp(lv) - 1) + share * (1 - ratio - f * f / exp(lv)))) : 0
        }
      }
    }
  }

  func mixtureLogDensities(_ s: PassSizes, x: Buffer, prior: Buffer, into densities: Buffer) {
    for row in 0..<s.rows {
      for k in 0..<s.components {
        densities.values[row * s.components + k] = Float(logDensity(s, x, prior, row, k))
      }
    }
  }

  func mixtureLogDensitiesBackward(
    _ s: PassSizes, gradient: Buffer, x: Buffer, prior heads: Buffer, dx: Buffer, dPrior: Buffer
  ) {
    dx.clear()
    for row in 0..<s.rows {
      for k in 0..<s.components {
        let g = Double(gradient.values[row * s.components + k])
        for d in 0..<s.latent {
          let place = prior(s, row, k, d), lv = bounded(heads.values[place.logVariance])
          let e = Double(x.values[row * s.latent + d]) - Double(heads.values[place.mean])
          dx.values[row * s.latent + d] -= Float(g * e / exp(lv))
          dPrior.values[place.mean] = Float(g * e / exp(lv))
          dPrior.values[place.logVariance] =
            isFree(heads.values[place.logVariance]) ? Float(0.5 * g * (e * e / exp(lv) - 1)) : 0
        }
      }
    }
  }

  func agreement(
    _ a: Agreement, clusters: [Int32], logShares: [Float], components K: Int, densities: Buffer, scratch: Buffer
  ) -> Float {
    let batch = clusters.count, count = Double(batch), scale = 1 / (a.temperature * count)
    let q = (0..<2 * batch).map { row in
      softmax((0..<K).map { Double(densities.values[row * K + $0]) / a.temperature })
    }
    let slopes = (0..<K).map { k in log(q.prefix(batch).reduce(0) { $0 + $1[k] } / count) - Double(logShares[k]) }
    var loss = 0.0
    for b in 0..<batch {
      let own = q[b], other = q[batch + b], same = zip(own, other).reduce(0) { $0 + $1.0 * $1.1 }
      let slope = zip(own, slopes).reduce(0) { $0 + $1.0 * $1.1 }
      loss += (slope - log(same)) / count
      for k in 0..<K {
        let both = own[k] * other[k] / same, isOwn = Int(clusters[b]) == k
        densities.values[b * K + k] = Float(
          scale * (a.weight * (own[k] - both + own[k] * (slopes[k] - slope)) + a.partition * (own[k] - (isOwn ? 1 : 0)))
        )
        densities.values[(batch + b) * K + k] = Float(scale * a.weight * (other[k] - both))
      }
    }
    return Float(loss)
  }

  func supervision(
    weight: Float, labels: [Int32], components K: Int, densities: Buffer, gradient: Buffer
  ) -> Float {
    let labeled = labels.indices.filter { labels[$0] >= 0 }
    return labeled.reduce(Float(0)) { loss, b in
      let q = softmax((0..<K).map { Double(densities.values[b * K + $0]) }), own = Int(labels[b])
      for k in 0..<K {
        gradient.values[b * K + k] += Float(Double(weight) / Double(labels.count) * (q[k] - (k == own ? 1 : 0)))
      }
      return loss - Float(log(q[own])) / Float(labeled.count)
    }
  }

  func consistency(
    _ c: Consistency, batch: Int, components K: Int, densities: Buffer, scratch: Buffer
  ) -> Float {
    let G = c.groupCount(components: K)
    let p = (0..<2 * batch).map { row in
      softmax((0..<K).map { Double(densities.values[row * K + $0]) / c.temperature })
    }
    let q = p.map { p in (0..<G).map { g in stride(from: g, to: K, by: G).reduce(0) { $0 + p[$1] } } }
    let usage = (0..<G).map { g in q.prefix(batch).reduce(0) { $0 + $1[g] } / Double(batch) }
    let scale = c.weight / (Double(batch) * c.temperature)
    var loss = c.balance * (log(Double(G)) + negentropy(usage))
    for b in 0..<batch {
      let own = q[b], copy = q[batch + b]
      let divergence = zip(own, copy).reduce(0) { $0 + $1.0 * log($1.0 / $1.1) }
      loss += (divergence - c.entropy * negentropy(own)) / Double(batch)
      let slope = zip(own, usage).reduce(0) { $0 + $1.0 * log($1.1) }
      for k in 0..<K {
        let g = k % G
        densities.values[(batch + b) * K + k] = Float(p[batch + b][k] / copy[g] * scale * (copy[g] - own[g]))
        let balance = c.balance * (log(usage[g]) - slope), entropy = c.entropy * (log(own[g]) - negentropy(own))
        densities.values[b * K + k] = Float(p[b][k] / own[g] * scale * own[g] * (balance - entropy))
      }
    }
    return Float(loss)
  }
}
