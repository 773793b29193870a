import CKernels

/// What a step of training minimizes:
///
///     -a · reconstruction + b · conditional + c · style + η · max(λ, component) + α · violation + consistency
///
/// The violation belongs to the paper's first version alone: the entropy of p(z|x,w), averaged over the draws.
public struct Objective: Sendable, Equatable {
  /// λ, the minimum information constraint on the z prior in nats; 0 for none.
  public var lambda: Double
  /// How the conditional prior and the z prior are computed.
  public var formulation: Formulation
  /// What the terms count: a, b, c, η and α.
  public var weights: Weights
  /// Whether pixels, taken as probabilities, are drawn anew as 0 or 1 at each visit (Salakhutdinov and Murray 2008).
  public var isBinary = false
  /// How far examples are transformed at each visit, in the measure of `Consistency.distortion`; 0 for not at all.
  public var augmentation = 0.0
  /// Whether p(x|w, z) is N(0, I), and stays so in the step.
  public var holdsPrior = false
  /// What is asked of examples and their copies beside the ELBO.
  public var consistency: Consistency
  /// What is asked of examples and their neighbors, where they are paired with those in place of copies.
  public var agreement: Agreement?

  /// The negative ELBO, unless more is named.
  public init(
    lambda: Double = 0, formulation: Formulation = .closed, weights: Weights = Weights(),
    consistency: Consistency = Consistency()
  ) {
    self.lambda = lambda
    self.formulation = formulation
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
    /// That of the violation.
    public var violation: Double

    /// 1 for each that is not named, and none for the violation.
    public init(
      reconstruction: Double = 1, conditional: Double = 1, style: Double = 1, component: Double = 1,
      violation: Double = 0
    ) {
      self.reconstruction = reconstruction
      self.conditional = conditional
      self.style = style
      self.component = component
      self.violation = violation
    }
  }

  /// The weights of the terms' gradients where the z prior has the mean `component`.
  func gradientWeights(component: Double) -> TermWeights {
    TermWeights(
      reconstruction: Float(weights.reconstruction), conditional: Float(weights.conditional),
      style: Float(weights.style), component: component > lambda ? Float(weights.component) : 0,
      violation: Float(weights.violation))
  }
}

/// The factor of each of the ELBO's terms in the loss.
struct TermWeights {
  var reconstruction, conditional, style, component, violation: Float

  var mixture: gm_mixture_weights {
    gm_mixture_weights(conditional: conditional, component: component, violation: violation)
  }

  /// Every weight times a number.
  static func * (factor: Float, weights: TermWeights) -> TermWeights {
    TermWeights(
      reconstruction: factor * weights.reconstruction, conditional: factor * weights.conditional,
      style: factor * weights.style, component: factor * weights.component,
      violation: factor * weights.violation)
  }
}
