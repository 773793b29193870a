/// One axis of a chart. Ticks and, where no limits are given, limits follow the data.
public struct Axis: Sendable, Equatable {
  /// How values turn into positions.
  public enum Scale: Sendable, Equatable {
    /// In proportion.
    case linear
    /// In proportion to the logarithm; values that are not positive are left out.
    case log10
    /// Names at the positions 0, 1, 2, …, as bars have them.
    case categories([String])
  }

  /// The name of the quantity, with its unit if it has one.
  public var label: String
  /// How values turn into positions.
  public var scale: Scale
  /// The least value shown; `nil`, or a limit that cannot be, follows the data.
  public var lower: Double?
  /// The greatest value shown; `nil`, or a limit that cannot be, follows the data.
  public var upper: Double?
  /// Whether ticks stand at whole numbers only, as for epochs.
  public var isWhole: Bool
  /// Whether neither ticks nor grid are drawn, as where positions are no quantity.
  public var isBare: Bool

  /// An axis with a label.
  public init(
    _ label: String = "", scale: Scale = .linear, lower: Double? = nil, upper: Double? = nil, isWhole: Bool = false,
    isBare: Bool = false
  ) {
    self.label = label
    self.scale = scale
    self.lower = lower
    self.upper = upper
    self.isWhole = isWhole
    self.isBare = isBare
  }
}
