import Compute

/// p(x|w, z): a mean and a diagonal of log variances for each component, at given values of w.
public struct MixturePrior: Sendable {
  /// How many values of w.
  public let rows: Int
  /// K.
  public let components: Int
  /// Dx.
  public let latent: Int
  let means: [Float]
  let logVariances: [Float]

  /// mu_k(w) of a row, Dx numbers.
  public func mean(row: Int, component: Int) -> ArraySlice<Float> {
    means[start(row, component)..<start(row, component) + latent]
  }

  /// log var_k(w) of a row, Dx numbers, within the limits that the objective uses.
  public func logVariance(row: Int, component: Int) -> [Float] {
    logVariances[start(row, component)..<start(row, component) + latent].map { min(max($0, -20), 20) }
  }

  /// A draw of x from each row's component: mu_k + exp(lv_k/2)·ε, row-major.
  public func draw(component: Int, using generator: inout CounterGenerator) -> [Float] {
    (0..<rows).flatMap { row in
      zip(mean(row: row, component: component), logVariance(row: row, component: component)).map { mean, logVariance in
        mean + Float(exponential(Double(logVariance) / 2) * generator.normal())
      }
    }
  }

  private func start(_ row: Int, _ component: Int) -> Int { (row * components + component) * latent }
}
