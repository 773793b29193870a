import Compute
import Foundation

/// log p of an example and its derivatives for the likelihood's parameters, by the formulas as they are written.
struct PlainLikelihood {
  let likelihood: Likelihood
  /// The example, what each of its numbers counts, and for each how many levels of a category begin with it.
  let y, counted: [Double]
  let levels: [Int]

  init(_ likelihood: Likelihood, _ y: [Double], _ counted: [Double], _ levels: [Int]) {
    (self.likelihood, self.y, self.counted, self.levels) = (likelihood, y, counted, levels)
  }

  /// The derivatives parameter by parameter.
  func log(_ p: [[Double]]) -> (log: Double, slopes: [[Double]]) {
    switch likelihood {
    case .nb, .zinb: counts(p)
    case .categorical, .mixed: columns(p)
    default: numbers(p)
    }
  }

  private func numbers(_ p: [[Double]]) -> (log: Double, slopes: [[Double]]) {
    var sum = 0.0, slopes = p
    for d in y.indices {
      let (log, own) = number(y[d], p.map { $0[d] })
      sum += counted[d] * log
      for part in p.indices { slopes[part][d] = counted[d] * own[part] }
    }
    return (sum, slopes)
  }

  private func number(_ y: Double, _ p: [Double]) -> (log: Double, slopes: [Double]) {
    switch likelihood {
    case .bernoulli:
      return (y * p[0] - max(p[0], 0) - log1p(exp(-abs(p[0]))), [y - 1 / (1 + exp(-p[0]))])
    case .poisson: return (y * p[0] - exp(p[0]) - lgamma(y + 1), [y - exp(p[0])])
    default:
      let lv = min(max(p[1], -20), 20), e = y - p[0], square = e * e / exp(lv)
      return (-0.5 * (square + lv + Foundation.log(2 * Double.pi)), [e / exp(lv), lv == p[1] ? 0.5 * (square - 1) : 0])
    }
  }

  private func columns(_ p: [[Double]]) -> (log: Double, slopes: [[Double]]) {
    var sum = 0.0, d = 0, slopes = p.map { $0.map { _ in 0.0 } }
    while d < y.count {
      let count = levels.isEmpty && likelihood == .categorical ? y.count : levels[d], places = d..<d + max(count, 1)
      d = places.upperBound
      guard count > 0 else {
        let place = places.lowerBound
        let (log, own) = number(y[place], p.map { $0[place] })
        sum += counted[place] * log
        for part in p.indices { slopes[part][place] = counted[place] * own[part] }
        continue
      }
      let total = Foundation.log(places.reduce(0) { $0 + exp(p[0][$1]) })
      let whole = places.reduce(0) { $0 + counted[$1] * y[$1] }
      for place in places {
        sum += counted[place] * y[place] * (p[0][place] - total)
        slopes[0][place] = counted[place] * y[place] - whole * exp(p[0][place] - total)
      }
    }
    return (sum, slopes)
  }

  /// Negative binomial counts with the row's total times the softmax of the logits as means.
  private func counts(_ p: [[Double]]) -> (log: Double, slopes: [[Double]]) {
    let total = max(y.reduce(0, +), 1), sum = p[0].reduce(0) { $0 + exp($1) }
    var log = 0.0, slopes = p
    for d in y.indices {
      let mean = total * exp(p[0][d]) / sum, theta = exp(min(max(p[1][d], -8), 8))
      let own = binomial(y[d], mean, theta)
      var (value, share) = (own.log, 1.0)
      if likelihood == .zinb {
        let zero = 1 / (1 + exp(-p[2][d]))
        let probability = (y[d] == 0 ? zero : 0) + (1 - zero) * exp(own.log)
        share = (1 - zero) * exp(own.log) / probability
        value = Foundation.log(probability)
        slopes[2][d] = counted[d] * (1 - share - zero)
      }
      log += counted[d] * value
      slopes[0][d] = counted[d] * share * own.mean
      slopes[1][d] = abs(p[1][d]) < 8 ? counted[d] * share * own.theta : 0
    }
    let whole = slopes[0].reduce(0, +)
    for d in y.indices { slopes[0][d] -= whole * exp(p[0][d]) / sum }
    return (log, slopes)
  }

  /// log p and its derivatives for the logarithms of mean and dispersion.
  private func binomial(_ y: Double, _ mean: Double, _ theta: Double) -> (log: Double, mean: Double, theta: Double) {
    let log =
      lgamma(y + theta) - lgamma(theta) - lgamma(y + 1) + theta * Foundation.log(theta / (theta + mean))
      + y * Foundation.log(mean / (theta + mean))
    let toMean = y - (y + theta) * mean / (theta + mean)
    let toTheta =
      digamma(y + theta) - digamma(theta) + Foundation.log(theta / (theta + mean)) + 1 - (y + theta) / (theta + mean)
    return (log, toMean, theta * toTheta)
  }

  private func digamma(_ x: Double) -> Double {
    if x < 10 { return digamma(x + 1) - 1 / x }
    let i = 1 / x
    return Foundation.log(x) - 0.5 * i - i * i / 12 + pow(i, 4) / 120 - pow(i, 6) / 252
  }
}
