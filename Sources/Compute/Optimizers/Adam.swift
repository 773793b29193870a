/// Adam (Kingma and Ba 2015): m ← β₁m + (1-β₁)g, v ← β₂v + (1-β₂)g², θ ← θ - rate · m̂/(√v̂ + ε).
public struct Adam: Optimizer {
  /// As checkpoints name it.
  public static let name = "adam"
  /// m and v.
  public static let moments = ["first", "second"]
  /// β₁, β₂ and ε of the paper.
  public static let beta1 = 0.9
  /// Decay of the second moment.
  public static let beta2 = 0.999
  /// Added to the root of the second moment.
  public static let epsilon = 1e-8

  /// How many steps were taken.
  public private(set) var step = 0
  /// β₁ to the power of `step`.
  public private(set) var power1 = 1.0
  /// β₂ to the power of `step`.
  public private(set) var power2 = 1.0

  /// The counters before the first step, or as they were saved.
  public init(step: Int = 0, power1: Double = 1, power2: Double = 1) {
    self.step = step
    self.power1 = power1
    self.power2 = power2
  }

  /// Takes a step.
  public mutating func next(rate: Double) -> WeightUpdate {
    step += 1
    power1 *= Self.beta1
    power2 *= Self.beta2
    return .adam(
      AdamUpdate(rate: Float(rate), correction1: Float(1 - power1), correction2: Float(1 - power2)))
  }
}
