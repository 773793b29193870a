import CKernels

/// A rule by which weights follow their gradients: what it keeps for each weight, and what each step does to it.
public protocol Optimizer: Sendable, Equatable {
  /// As checkpoints name it.
  static var name: String { get }
  /// The numbers kept for each weight, by name; each is a stretch of memory beside the values.
  static var moments: [String] { get }
  /// How many steps were taken.
  var step: Int { get }
  /// Takes a step: what it does to each weight.
  mutating func next(rate: Double) -> WeightUpdate
}

/// What a step does to each weight, given its gradient and moments.
public enum WeightUpdate: Sendable, Equatable {
  /// A step of Adam.
  case adam(AdamUpdate)
}

/// A step of Adam.
public struct AdamUpdate: Sendable, Equatable {
  /// The learning rate, and 1 - β₁ᵗ and 1 - β₂ᵗ at this step.
  public let rate, correction1, correction2: Float

  var kernel: gm_adam_settings {
    gm_adam_settings(
      rate: rate, epsilon: Float(Adam.epsilon), beta1: Adam.beta1, beta2: Adam.beta2, correction1: correction1,
      correction2: correction2)
  }
}
