import Compute

/// What is asked of examples and their neighbors, at every age of a model; see `Agreement`.
public struct AgreementSettings: Sendable, Equatable {
  /// What agreement counts beside the ELBO, in nats; 0 switches it off.
  public var weight = 0.0
  /// What the cross entropy with the partition counts.
  public var partition = Ramp(10)

  /// Off.
  public init() {}

  /// Whether it takes part in training.
  public var isOn: Bool { weight > 0 }

  /// What it is at an age, in epochs.
  func value(age: Double) -> Agreement? {
    isOn ? Agreement(weight: weight, partition: partition.value(age: age)) : nil
  }
}
