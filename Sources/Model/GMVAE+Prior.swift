import Compute

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
