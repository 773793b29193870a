import Compute
import Model

#if canImport(Glibc)
  import Glibc
#endif

/// How the learning rate and the terms' weights change while a model is trained.
///
/// All of it is a function of the model's age, the epochs t since it was made, steps counted as parts of one. So a
/// training that was interrupted, or was divided into several, takes the same steps as one that was not.
public struct Schedule: Sendable, Equatable {
  /// The rate rises in proportion to t over so many epochs (Goyal et al. 2017); 0 for none.
  public var warmup = 0.0
  /// At this age the rate has fallen to 0 along half a cosine, ½(1 + cos πt/T) (Loshchilov and Hutter 2017); 0 for none.
  public var cosine = 0.0
  /// The conditional, w and z priors' weights rise in proportion to t over so many epochs (Sønderby et al. 2016); 0 for
  /// none.
  public var annealing = 0.0
  /// For so many epochs assignments come first: the ELBO counts `early`, and consistency shapes the components.
  public var assignmentFirst = 0.0
  /// The ELBO's weight in that time.
  public var early = 0.02
  /// What each term counts beside.
  public var terms = TermRamps()

  /// Nothing changes.
  public init() {}

  /// The age, in epochs, from which on nothing changes but the terms' own weights.
  var settledAge: Double { max(warmup, cosine, annealing, assignmentFirst) }

  /// What the rate is multiplied with.
  func rateFactor(age: Double) -> Double {
    let rising = warmup > 0 ? min(1, age / warmup) : 1
    let falling = cosine > 0 ? 0.5 * (1 + cos(Double.pi * min(1, age / cosine))) : 1
    return rising * falling
  }

  /// What the terms count: each its own weight, times that of all, times that of the divergences.
  func weights(age: Double) -> TermWeights {
    let generative = generativeWeight(age: age), divergences = generative * divergenceWeight(age: age)
    return TermWeights(
      reconstruction: Float(generative * terms.reconstruction.value(age: age)),
      conditional: Float(divergences * terms.conditional.value(age: age)),
      style: Float(divergences * terms.style.value(age: age)),
      component: Float(divergences * terms.component.value(age: age)),
      violation: Float(divergences * terms.violation.value(age: age)))
  }

  /// The weight of all the ELBO's terms.
  func generativeWeight(age: Double) -> Double { age < assignmentFirst ? early : 1 }

  /// The weight of its divergences, in addition.
  func divergenceWeight(age: Double) -> Double { annealing > 0 ? min(1, age / annealing) : 1 }
}
