import CKernels

/// The values that a likelihood is defined for.
public struct Support: Sendable, Equatable {
  /// The least and the greatest value.
  public let range: ClosedRange<Float>
  /// Whether only whole numbers belong to it.
  public let isWhole: Bool
  /// For messages: "values from 0 to 1".
  public let description: String

  /// All finite numbers.
  public static let real = Support(
    range: -Float.greatestFiniteMagnitude...Float.greatestFiniteMagnitude, isWhole: false,
    description: "finite numbers")
  /// Probabilities, such as gray pixels.
  public static let unitInterval = Support(range: 0...1, isWhole: false, description: "values from 0 to 1")
  /// Counts.
  public static let counts = Support(
    range: 0...Float.greatestFiniteMagnitude, isWhole: true, description: "whole numbers from 0 on")

  /// Whether the value belongs to it; NaN never does.
  public func contains(_ value: Float) -> Bool { range.contains(value) && (!isWhole || value.rounded() == value) }

  var kernel: gm_support {
    gm_support(lower: range.lowerBound, upper: range.upperBound, is_whole: isWhole ? 1 : 0)
  }
}
