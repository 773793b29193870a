/// The objective's terms, in nats an example (Dilokthanakul et al. 2016, section 3.2).
public struct Terms: Sendable, Equatable {
  /// E log p(y|x).
  public var reconstruction = 0.0
  /// E Σ_k p(z=k|x,w) KL(q(x|y) ‖ p(x|w, z=k)).
  public var conditional = 0.0
  /// KL(q(w|y) ‖ p(w)).
  public var style = 0.0
  /// E KL(p(z|x,w) ‖ p(z)), between 0 and log K: the z prior.
  public var component = 0.0

  /// All zero.
  public init() {}

  /// reconstruction - conditional - style - component.
  public var elbo: Double { reconstruction - conditional - style - component }

  /// Each term by its name, in the order of the objective.
  public var named: [(name: String, value: Double)] {
    [
      ("reconstruction", reconstruction), ("conditional", conditional), ("style", style), ("component", component),
    ]
  }

  /// The first term that is not a finite number, if any.
  public var firstNotFinite: String? { named.first { !$0.value.isFinite }?.name }

  /// The sum of two, for averages.
  public static func + (one: Terms, other: Terms) -> Terms {
    var sum = one
    sum.reconstruction += other.reconstruction
    sum.conditional += other.conditional
    sum.style += other.style
    sum.component += other.component
    return sum
  }

  /// Every term times a number.
  public static func * (factor: Double, terms: Terms) -> Terms {
    var scaled = terms
    scaled.reconstruction *= factor
    scaled.conditional *= factor
    scaled.style *= factor
    scaled.component *= factor
    return scaled
  }
}
