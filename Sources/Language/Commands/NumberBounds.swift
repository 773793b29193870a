/// The numbers a parameter takes.
public struct NumberBounds: Sendable, Equatable {
  /// The least number.
  public var lower: Double
  /// The greatest number.
  public var upper: Double
  /// Whether the least number itself is taken.
  public var includesLower: Bool

  /// The numbers from `lower` to `upper`, both taken unless `includesLower` is false.
  public init(_ lower: Double, _ upper: Double, includesLower: Bool = true) {
    self.lower = lower
    self.upper = upper
    self.includesLower = includesLower
  }

  /// Whether a number is taken; one that is not finite never is.
  public func contains(_ number: Double) -> Bool {
    number.isFinite && number <= upper && (includesLower ? number >= lower : number > lower)
  }

  /// The numbers in words: "from 0 to 100", "above 0, up to 1".
  public var text: String {
    let (low, high) = (NumberText.short(lower), NumberText.short(upper))
    return includesLower ? "from \(low) to \(high)" : "above \(low), up to \(high)"
  }
}
