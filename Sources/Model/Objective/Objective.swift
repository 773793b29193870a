import CKernels

/// What a step of training minimizes:
///
///     -a · reconstruction + b · conditional + c · style + d · max(λ, component) + consistency
public struct Objective: Sendable, Equatable {
  /// λ, the minimum information constraint on the z prior in nats; 0 for none.
  public var lambda: Double
  /// How the conditional prior's divergence from each component is computed.
  public var divergence: Divergence
  /// What the terms count: a, b, c and d.
  public var weights: Weights
  /// Whether pixels, taken as probabilities, are drawn anew as 0 or 1 at each visit (Salakhutdinov and Murray 2008).
  public var isBinary = false
  /// How far examples are transformed at each visit, in the measure of `Consistency.distortion`; 0 for not at all.
  public var augmentation = 0.0
  /// What is asked beside the ELBO.
  public var consistency: Consistency

  /// The negative ELBO, unless more is named.
  public init(
    lambda: Double = 0, divergence: Divergence = .closed, weights: Weights = Weights(),
    consistency: Consistency = Consistency()
  ) {
    self.lambda = lambda
    self.divergence = divergence
    self.weights = weights
    self.consistency = consistency
  }

  /// What each of the terms counts.
  public struct Weights: Sendable, Equatable {
    /// That of the reconstruction.
    public var reconstruction: Double
    /// That of the conditional prior.
    public var conditional: Double
    /// That of the w prior.
    public var style: Double
    /// That of the z prior.
    public var component: Double

    /// 1 for each that is not named.
    public init(reconstruction: Double = 1, conditional: Double = 1, style: Double = 1, component: Double = 1) {
      self.reconstruction = reconstruction
      self.conditional = conditional
      self.style = style
      self.component = component
    }
  }

  /// The weights of the terms' gradients where the z prior has the mean `component`.
  func gradientWeights(component: Double) -> TermWeights {
    TermWeights(
      reconstruction: Float(weights.reconstruction), conditional: Float(weights.conditional),
      style: Float(weights.style), component: component > lambda ? Float(weights.component) : 0)
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
