import Compute

/// What is asked of the responsibilities beside the ELBO, at every age of a model; see `Consistency`.
public struct ConsistencySettings: Sendable, Equatable {
  /// What it counts beside the ELBO, in nats; 0 switches it off.
  public var weight = Ramp(0)
  /// What log densities are divided by.
  public var temperature = Consistency().temperature
  /// The weight of the mean responsibilities' divergence from uniform.
  public var balance = Ramp(Consistency().balance)
  /// The weight of the responsibilities' entropy.
  public var entropy = Ramp(Consistency().entropy)
  /// Into how many groups components fall; 0 for none.
  public var groups = Consistency().groups
  /// How far copies are from their examples.
  public var distortion = Consistency().distortion

  /// Off.
  public init() {}

  /// Whether it takes part in training at any age.
  public var isOn: Bool { weight.from > 0 || weight.to > 0 }

  /// What it is at an age, in epochs.
  func value(age: Double) -> Consistency {
    Consistency(
      weight: weight.value(age: age), temperature: temperature, balance: balance.value(age: age),
      entropy: entropy.value(age: age), groups: groups, distortion: distortion)
  }
}
