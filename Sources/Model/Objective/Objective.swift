import Compute

/// What a step of training minimizes:
///
///     -a · reconstruction + b · conditional + c · style + η · max(λ, component) + α · violation + consistency
///     - supervision · log p(z=c|x,w), at the posterior means, of examples whose class c is known
///
/// The violation belongs to the paper's first version alone: the entropy of p(z|x,w), averaged over the draws.
public struct Objective: Sendable, Equatable {
  /// λ, the minimum information constraint on the z prior in nats; 0 for none.
  public var lambda: Double
  /// How the conditional prior and the z prior are computed.
  public var formulation: Formulation
  /// What the terms count: a, b, c, η and α.
  public var weights: TermWeights
  /// Whether pixels, taken as probabilities, are drawn anew as 0 or 1 at each visit (Salakhutdinov and Murray 2008).
  public var isBinary = false
  /// How far examples are transformed at each visit, in the measure of `Consistency.distortion`; 0 for not at all.
  public var augmentation = 0.0
  /// Whether p(x|w, z) is N(0, I), and stays so in the step.
  public var holdsPrior = false
  /// What is asked of examples and their copies beside the ELBO.
  public var consistency: Consistency
  /// What is asked of examples and their neighbors, if they are paired with those in place of copies.
  public var agreement: Agreement?
  /// What it counts that an example of class c belongs to component c, for each example of the batch whose class is known.
  public var supervision = 0.0

  /// The negative ELBO, unless more is named.
  public init(
    lambda: Double = 0, formulation: Formulation = .closed, weights: TermWeights = TermWeights(),
    consistency: Consistency = Consistency()
  ) {
    self.lambda = lambda
    self.formulation = formulation
    self.weights = weights
    self.consistency = consistency
  }

  /// The weights of the terms' gradients where the z prior has the mean `component`.
  func gradientWeights(component: Double) -> TermWeights {
    var gradient = weights
    if component <= lambda { gradient.component = 0 }
    return gradient
  }
}
