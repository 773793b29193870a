import CKernels

#if canImport(Glibc)
  import Glibc
#endif

extension Likelihood {
  /// How many counts a row is taken to have if no example says it: means and draws are of so many, as counts are often given.
  public static let typicalSize = 10_000.0

  /// Negative binomial counts (Lopez et al. 2018). The row's total times the softmax of the logits is the mean; the dispersion theta,
  /// the decoder's own for each number, makes the variance mean + mean²/theta.
  public static let nb = Likelihood(
    name: "nb", title: "negative binomial", summary: "counts that spread more than Poisson's, as reads of cells do",
    support: .counts, parameters: ["logit of the share", "log dispersion"],
    kernel: gm_nb_likelihood, toMeans: { countMeans($0, parameters: 2) }, encodesLogarithms: true,
    drawRow: { outputs, size, _, generator in drawCounts(outputs, size, &generator) })

  /// The same with more zeros: a share of them beside those of the counts' distribution.
  public static let zinb = Likelihood(
    name: "zinb", title: "zero-inflated negative binomial", summary: "such counts with more zeros than they explain",
    support: .counts, parameters: ["logit of the share", "log dispersion", "logit of zero"],
    kernel: gm_zinb_likelihood, toMeans: { countMeans($0, parameters: 3) }, encodesLogarithms: true,
    drawRow: { outputs, size, _, generator in
      drawCounts(outputs, size, &generator).enumerated().map { d, count in
        generator.uniform() < 1 / (1 + exp(-Double(outputs[2 * size + d]))) ? 0 : count
      }
    })

  private static func countMeans(_ outputs: Outputs, parameters: Int) {
    gm_count_means(
      Int64(outputs.rows), Int64(outputs.size), Int64(parameters), Float(typicalSize), outputs.values)
  }

  /// Poisson counts whose rates are drawn from a gamma distribution of that mean and shape theta.
  private static func drawCounts(_ outputs: [Float], _ size: Int, _ generator: inout CounterGenerator) -> [Float] {
    let greatest = outputs.prefix(size).max() ?? 0
    let shares = outputs.prefix(size).map { exp(Double($0 - greatest)) }
    let factor = typicalSize / shares.reduce(0, +)
    return shares.enumerated().map { d, share in
      let theta = exp(Double(min(max(outputs[size + d], -8), 8)))
      let rate = share * factor / theta * drawGamma(shape: theta, using: &generator)
      return Float(drawPoisson(rate: rate, using: &generator))
    }
  }

  /// A number with a gamma distribution of scale 1 (Marsaglia and Tsang 2000); below shape 1 by the power of a uniform one.
  private static func drawGamma(shape: Double, using generator: inout CounterGenerator) -> Double {
    guard shape >= 1 else {
      return drawGamma(shape: shape + 1, using: &generator) * pow(generator.uniform(), 1 / shape)
    }
    let d = shape - 1.0 / 3, c = 1 / (9 * d).squareRoot()
    while true {
      let x = generator.normal(), v = pow(1 + c * x, 3)
      if v > 0, log(generator.uniform()) < 0.5 * x * x + d - d * v + d * log(v) { return d * v }
    }
  }
}
