import CKernels

/// What a step of training minimizes:
///
///     generative · (-reconstruction + divergences · (conditional + style + max(λ, component))) + consistency
public struct Objective: Sendable, Equatable {
  /// λ, the minimum information constraint on the z prior in nats; 0 for none.
  public var lambda: Double
  /// How the conditional prior's divergence from each component is computed.
  public var divergence: Divergence
  /// The weight of all the ELBO's terms.
  public var generative: Double
  /// The weight of the terms other than the reconstruction: below 1 while they warm up.
  public var divergences: Double
  /// Whether pixels, taken as probabilities, are drawn anew as 0 or 1 at each visit (Salakhutdinov and Murray 2008).
  public var isBinary = false
  /// What is asked beside the ELBO.
  public var consistency: Consistency

  /// The negative ELBO, unless more is named.
  public init(
    lambda: Double = 0, divergence: Divergence = .closed, generative: Double = 1, divergences: Double = 1,
    consistency: Consistency = Consistency()
  ) {
    self.lambda = lambda
    self.divergence = divergence
    self.generative = generative
    self.divergences = divergences
    self.consistency = consistency
  }

  /// The terms' weights where the z prior has the mean `component`.
  func weights(component: Double) -> TermWeights {
    let divergences = Float(generative * divergences)
    return TermWeights(
      reconstruction: Float(generative), conditional: divergences, style: divergences,
      component: component > lambda ? divergences : 0)
  }
}

/// What stands for KL(q(x|y) ‖ p(x|w, z=k)) in the conditional prior.
public enum Divergence: String, Sendable, CaseIterable {
  /// The closed form for two Gaussians.
  case closed
  /// log q(x|y) - log p(x|w, z=k) at the draw of x, whose mean over draws it is.
  case sampled

  var kernel: gm_divergence { self == .sampled ? GM_SAMPLED : GM_CLOSED_FORM }
}

/// The factor of each of the ELBO's terms in the loss.
struct TermWeights {
  var reconstruction, conditional, style, component: Float

  /// Every weight times a number.
  static func * (factor: Float, weights: TermWeights) -> TermWeights {
    TermWeights(
      reconstruction: factor * weights.reconstruction, conditional: factor * weights.conditional,
      style: factor * weights.style, component: factor * weights.component)
  }
}
