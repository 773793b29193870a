import Compute
import Model

/// What is asked of examples and their neighbors, at every age of a model; see `Agreement`.
public struct AgreementSettings: Sendable, Equatable {
  /// What agreement counts beside the ELBO, in nats; 0 switches it off.
  public var weight = 0.0
  /// What the cross entropy with the partition counts while assignments come first.
  public var partition = 10.0

  /// Off.
  public init() {}

  /// Whether it takes part in training.
  public var isOn: Bool { weight > 0 }

  /// What it is: the partition is a start, not a teacher for life.
  func value(isFirst: Bool) -> Agreement? {
    isOn ? Agreement(weight: weight, partition: isFirst ? partition : 0) : nil
  }
}
