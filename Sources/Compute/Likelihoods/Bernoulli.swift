import CKernels

#if canImport(Glibc)
  import Glibc
#endif

extension Likelihood {
  /// Independent Bernoulli numbers with the logits l: log p = Σ y·l - log(1 + e^l). A y between 0 and 1 counts as the
  /// probability of a 1, as gray pixels do.
  public static let bernoulli = Likelihood(
    name: "bernoulli", title: "Bernoulli", summary: "gray pixels and other values from 0 to 1", support: .unitInterval,
    parameters: ["logit"], kernel: gm_bernoulli_likelihood,
    toMeans: { gm_sigmoid(Int64($0.rows * $0.size), $0.values, $0.values) },
    drawNumber: { parameters, generator in generator.uniform() < 1 / (1 + exp(-parameters[0])) ? 1 : 0 })
}
