/// The distribution p(y|x) of an observation given its latent.
public enum Likelihood: String, Sendable, CaseIterable {
  /// Independent Bernoulli pixels in 0…1; the decoder gives logits.
  case bernoulli
  /// A diagonal Gaussian; the decoder gives means, then log variances.
  case gaussian

  /// How many numbers the decoder gives for `size` observed ones.
  public func outputs(for size: Int) -> Int {
    switch self {
    case .bernoulli: size
    case .gaussian: 2 * size
    }
  }
}
