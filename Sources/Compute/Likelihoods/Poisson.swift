import CKernels

#if canImport(Glibc)
  import Glibc
#endif

extension Likelihood {
  /// Independent Poisson counts with the logarithms l of their rates: log p = Σ y·l - e^l - log y!.
  public static let poisson = Likelihood(
    name: "poisson", title: "Poisson", summary: "counts", support: .counts, parameters: ["log rate"],
    kernel: gm_poisson_likelihood,
    toMeans: { gm_exponentials(Int64($0.rows * $0.size), $0.values, $0.values) },
    drawNumber: { parameters, generator in drawPoisson(rate: exp(parameters[0]), using: &generator) })

  /// A count with that mean: below 10 by multiplying uniform numbers (Knuth), above by rejection from a transformed uniform
  /// number (Hörmann 1993, algorithm PTRS).
  static func drawPoisson(rate: Double, using generator: inout CounterGenerator) -> Double {
    if rate < 10 {
      var product = generator.uniform(), count = 0.0
      while product > exp(-rate) {
        product *= generator.uniform()
        count += 1
      }
      return count
    }
    let b = 0.931 + 2.53 * rate.squareRoot(), a = -0.059 + 0.02483 * b
    let inverse = 1.1239 + 1.1328 / (b - 3.4), sure = 0.9277 - 3.6224 / (b - 2)
    while true {
      let u = generator.uniform() - 0.5, v = generator.uniform(), distance = 0.5 - abs(u)
      let count = ((2 * a / distance + b) * u + rate + 0.43).rounded(.down)
      if distance >= 0.07, v <= sure { return count }
      if count < 0 || distance < 0.013 && v > distance { continue }
      let bound = -rate + count * log(rate) - lgamma(count + 1)
      if log(v * inverse / (a / (distance * distance) + b)) <= bound { return count }
    }
  }
}
