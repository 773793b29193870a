/// The paper's networks by name.
public enum Preset: String, Sendable, CaseIterable {
  /// Points in the plane: two dense layers of 120 on both sides, x and w of size 2.
  case arcs
  /// Flat images: two dense layers of 1000 on both sides, x of size 200, w of size 150.
  case mnistFC = "mnist-fc"

  /// The preset that suits observations of `size` numbers.
  public static func suited(to size: Int) -> Preset { size <= 16 ? .arcs : .mnistFC }

  /// K where the person names none.
  public var defaultComponents: Int {
    switch self {
    case .arcs: 8
    case .mnistFC: 10
    }
  }

  /// Examples a batch where the person names none.
  public var defaultBatch: Int {
    switch self {
    case .arcs: 200
    case .mnistFC: 100
    }
  }

  /// The likelihood of the paper's data for this preset.
  public var defaultLikelihood: Likelihood {
    switch self {
    case .arcs: .gaussian
    case .mnistFC: .bernoulli
    }
  }

  /// The networks for observations of `observed` numbers.
  ///
  /// - Parameters:
  ///   - components: K.
  ///   - latent: the size of x, nil for the preset's.
  ///   - style: the size of w, nil for the preset's.
  ///   - hidden: units of each hidden layer of encoder and decoder, nil for the preset's; the prior network's one hidden
  ///     layer has as many as the encoder's last.
  public func specification(
    observed: Int, components: Int? = nil, latent: Int? = nil, style: Int? = nil, hidden: [Int]? = nil,
    likelihood: Likelihood? = nil
  ) -> ModelSpecification {
    let units = hidden ?? defaultHidden
    return ModelSpecification(
      name: rawValue, observed: observed, likelihood: likelihood ?? defaultLikelihood,
      components: components ?? defaultComponents, latent: latent ?? defaultSizes.latent,
      style: style ?? defaultSizes.style, encoder: units.map { .dense($0, .relu, normalized: self == .mnistFC) },
      prior: [.dense(units.last ?? 1, .tanh)], decoder: units.reversed().map { .dense($0, .relu) })
  }

  private var defaultHidden: [Int] {
    switch self {
    case .arcs: [120, 120]
    case .mnistFC: [1000, 1000]
    }
  }

  private var defaultSizes: (latent: Int, style: Int) {
    switch self {
    case .arcs: (2, 2)
    case .mnistFC: (200, 150)
    }
  }
}
