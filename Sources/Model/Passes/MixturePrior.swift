import Compute

#if canImport(Glibc)
  import Glibc
#endif

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

/// e^x; a name of its own so that files need not import the C library.
func exponential(_ x: Double) -> Double { exp(x) }

/// log x, likewise.
func logarithm(_ x: Double) -> Double { log(x) }

/// log Σ e^v over all values but one, without overflow; minus infinity if nothing is left.
func logSumExp(_ values: [Double], without excluded: Int) -> Double {
  var largest = -Double.infinity
  for (i, value) in values.enumerated() where i != excluded { largest = max(largest, value) }
  guard largest.isFinite else { return largest }
  var sum = 0.0
  for (i, value) in values.enumerated() where i != excluded { sum += exp(value - largest) }
  return largest + log(sum)
}

/// The prior without its network: as it is while a model is trained as a plain VAE, and as it starts after that.
extension GMVAE {
  /// Whether p(x|w, z) is N(0, I) for every w and component.
  public var hasStandardPrior: Bool {
    priorHeads.allSatisfy { $0.value.buffer.values.allSatisfy { $0 == 0 } }
  }

  /// Makes p(x|w, z) N(0, I): the weights and biases of its heads become 0, and Adam's moments of these. The layers below then get
  /// no gradient and stay as they are.
  public func makePriorStandard() {
    for parameter in priorHeads {
      for memory in [parameters.values] + parameters.moments {
        Buffer(slice: parameter.offset, count: parameter.value.layout.size, of: memory).clear()
      }
    }
  }

  /// Makes p(x|w, z=k) the k-th of K Gaussians for every w: its mean and variances, K × Dx each, become the biases of heads whose
  /// weights are 0.
  public func setPrior(means: [Double], variances: [Double]) throws(ComputeError) {
    makePriorStandard()
    let logVariances = variances.map { Float(logarithm($0)) }
    try parameters["prior.heads.bias"]?.value.setRowMajorValues(means.map(Float.init) + logVariances, engine: engine)
  }

  private var priorHeads: [Parameter] { ["weight", "bias"].compactMap { parameters["prior.heads.\($0)"] } }
}
