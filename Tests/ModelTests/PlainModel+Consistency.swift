import Compute
import Foundation

@testable import Model

extension PlainModel {
  /// log q of all examples, then log q' of all copies: rows of K.
  func softened(_ temperature: Double, groups: Int? = nil) -> [[Double]] {
    let (dx, dw) = (specification.latent, specification.style), width = 2 * (dx + dw) + specification.logits
    let rows = encoded.count / specification.observed
    let heads = run(.encoder, encoded, rows: rows)
    var w: [Double] = []
    for row in 0..<rows { w += heads[row * width..<(row + 1) * width].dropFirst(2 * dx).prefix(dw) }
    let prior = run(.prior, w, rows: rows)
    var softened: [[Double]] = []
    for row in 0..<rows {
      let x = Array(heads[row * width..<(row + 1) * width].prefix(dx))
      let scaled: [Double] = logDensities(row, x, prior).map { $0 / temperature }
      let total: Double = log(scaled.reduce(0) { $0 + exp($1) })
      softened.append(Self.grouped(scaled.map { $0 - total }, groups ?? scaled.count))
    }
    return softened
  }

  /// The logarithms of the sums over components with the same number modulo `groups`.
  private static func grouped(_ logs: [Double], _ groups: Int) -> [Double] {
    var sums = [Double](repeating: 0, count: groups)
    for (k, value) in logs.enumerated() { sums[k % groups] += exp(value) }
    return sums.map { log($0) }
  }

  /// log N(x; mu_k, var_k) up to the constant.
  private func logDensities(_ row: Int, _ x: [Double], _ prior: [Double]) -> [Double] {
    let k = specification.components, size = specification.latent
    var densities = [Double](repeating: 0, count: k)
    for c in 0..<k {
      for d in 0..<size {
        let mu = prior[(row * 2 * k + c) * size + d], lv = prior[(row * 2 * k + k + c) * size + d]
        let e = x[d] - mu
        densities[c] -= 0.5 * (e * e / exp(lv) + lv)
      }
    }
    return densities
  }

  /// The consistency for log responsibilities, where KL(q ‖ q') takes q from `given`.
  func consistency(_ asked: Consistency, given: [[Double]]) -> Double {
    let k = asked.groups > 0 ? Int(asked.groups) : specification.components
    let all = softened(asked.temperature, groups: k)
    var sum = 0.0, usage = [Double](repeating: 0, count: k)
    for b in 0..<batch {
      for c in 0..<k {
        let q = exp(all[b][c]), fixed = given[b][c]
        usage[c] += q / Double(batch)
        sum += exp(fixed) * (fixed - all[batch + b][c])
        sum -= asked.entropy * q * all[b][c]
      }
    }
    let imbalance: Double = usage.reduce(log(Double(k))) { $0 + $1 * log($1) }
    return sum / Double(batch) + asked.balance * imbalance
  }

  /// The objective, its consistency with `given`.
  func loss(_ objective: Objective, given: [[Double]]) -> Double {
    loss(objective) + objective.consistency.weight * consistency(objective.consistency, given: given)
  }
}
