/// Counts of a quantity in bins of equal width, as bars without gaps.
public struct Histogram: Sendable, Equatable {
  /// Where the first bin begins.
  public var lower: Double
  /// Where the last bin ends.
  public var upper: Double
  /// The count of each bin.
  public var counts: [Double]
  /// The color.
  public var ink: Ink
  /// The name in the legend; empty for none.
  public var name: String

  /// The counts of `values` in `bins` bins between two limits; values beyond fall into the outermost bins, and what is
  /// no number into none.
  public init(
    _ values: [Double], lower: Double, upper: Double, bins: Int, ink: Ink = .category(0), name: String = ""
  ) {
    self.lower = lower
    self.upper = upper
    self.ink = ink
    self.name = name
    counts = [Double](repeating: 0, count: max(bins, 1))
    for value in values {
      let share = (value - lower) / (upper - lower)
      guard !share.isNaN else { continue }
      counts[Int(min(max(share, 0) * Double(counts.count), Double(counts.count - 1)))] += 1
    }
  }
}
