import Compute
import Model

#if canImport(Glibc)
  import Glibc
#endif

/// A number that may change along a straight line while a model ages: `from` until the age `begin`, `to` from `end` on.
///
///     from + (to - from) · min(1, max(0, (age - begin) / (end - begin)))
///
/// Where both ages are the same, it is a step. Rising weights are those of Bowman et al. 2016 and Sønderby et al. 2016.
public struct Ramp: Sendable, Equatable {
  /// The number before.
  public let from: Double
  /// The number after.
  public let to: Double
  /// The age, in epochs, at which it begins to change.
  public let begin: Double
  /// The age from which on it changes no more.
  public let end: Double

  /// A number that stays.
  public init(_ constant: Double) {
    (from, to, begin, end) = (constant, constant, 0, 0)
  }

  /// As `numbers` gives it: `[number]`, `[from, to, end]` or `[from, to, begin, end]`; nil for anything else.
  public init?(_ numbers: [Double]) {
    guard [1, 3, 4].contains(numbers.count) else { return nil }
    let ages = numbers.dropFirst(2)
    from = numbers[0]
    to = numbers.count > 1 ? numbers[1] : from
    begin = ages.count > 1 ? ages[2] : 0
    end = ages.last ?? 0
    guard begin <= end else { return nil }
  }

  /// The number where it stays the same.
  public var constant: Double? { from == to ? to : nil }

  /// As one writes it.
  public var numbers: [Double] {
    constant.map { [$0] } ?? (begin == 0 ? [from, to, end] : [from, to, begin, end])
  }

  /// The number at an age.
  func value(age: Double) -> Double {
    if age >= end { return to }
    return age <= begin ? from : from + (to - from) * ((age - begin) / (end - begin))
  }
}

/// What each of the objective's terms counts, at every age of a model.
public struct TermRamps: Sendable, Equatable {
  /// The reconstruction.
  public var reconstruction = Ramp(1)
  /// The conditional prior.
  public var conditional = Ramp(1)
  /// The w prior: β of a β-VAE (Higgins et al. 2017) for the style.
  public var style = Ramp(1)
  /// η, the z prior.
  public var component = Ramp(1)
  /// α, the entropy of p(z|x,w) in the paper's first version.
  public var violation = Ramp(0)

  /// Each counts 1, the violation nothing.
  public init() {}
}

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
