import Glibc

/// Scales a column's values in double precision: (value - offset) · factor. A column of one value becomes 0.
public struct ColumnScale: Sendable, Equatable {
  /// The kind of scaling.
  public let scaling: TableScaling
  /// What is taken off each value.
  public let offset: Double
  /// What the rest is multiplied by; 0 for a column of one value.
  public let factor: Double

  /// Values as they are.
  public static let none = ColumnScale(scaling: .none, offset: 0, factor: 1)

  /// A scale as it was measured before.
  public init(scaling: TableScaling, offset: Double, factor: Double) {
    (self.scaling, self.offset, self.factor) = (scaling, offset, factor)
  }

  /// The scale for values measured.
  init(_ scaling: TableScaling, _ statistics: ColumnStatistics, _ values: ColumnValues) {
    self.scaling = scaling
    var (offset, range) = (0.0, 1.0)
    switch scaling {
    case .none, .log1p: break
    case .standard: (offset, range) = (statistics.mean, statistics.deviation)
    case .minmax: (offset, range) = (statistics.least, statistics.greatest - statistics.least)
    case .robust:
      let quarters = values.quantiles([0.25, 0.5, 0.75])
      (offset, range) = (quarters[1], quarters[2] - quarters[0])
      // The middle half can be one value where others differ.
      if range <= 0 { range = statistics.deviation }
    }
    self.offset = offset
    // A range below the resolution of doubles is rounding, not spread.
    factor =
      range > abs(offset) * 1e-14 && statistics.least < statistics.greatest || scaling == .none || scaling == .log1p
      ? 1 / range : 0
  }

  /// Whether values are only moved and multiplied.
  var isLinear: Bool { [.none, .standard, .robust].contains(scaling) }

  /// The scaled value. With `minmax` it stays within 0…1, what lies beyond the training rows' range at its ends.
  @inline(__always) func callAsFunction(_ value: Double) -> Float {
    switch scaling {
    case .none: Float(value)
    case .log1p: Float(Glibc.log1p(value))
    case .minmax: Float(min(max((value - offset) * factor, 0), 1))
    case .standard, .robust: Float((value - offset) * factor)
    }
  }

  /// The value in the column's own unit.
  public func original(_ scaled: Double) -> Double {
    switch scaling {
    case .none: scaled
    case .log1p: expm1(scaled)
    default: factor == 0 ? offset : scaled / factor + offset
    }
  }
}
