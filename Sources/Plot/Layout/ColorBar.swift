/// A quantity shown by color, and the range that the colors span.
struct ColorBar: Equatable {
  let title: String
  let lower: Double
  let upper: Double
  /// What it colors.
  var use = Use.marks

  /// What a quantity's color fills, on which depends where the range may begin.
  enum Use {
    /// Marks on the background, from which all of them stand out.
    case marks
    /// Areas beside one another, of which those that are little stay near the background.
    case areas
    /// Areas for a quantity on both sides of zero, which is in the middle of the range and near the background.
    case signedAreas
    /// All of the data area, so that there is no background.
    case ground
  }

  /// The color of a value.
  func color(of value: Double, on theme: Theme) -> Color {
    let share = (value - lower) / (upper - lower)
    return switch use {
    case .marks: Viridis.color(at: share, on: theme)
    case .areas: Viridis.areaColor(at: share, on: theme)
    case .signedAreas: Diverging.color(of: 2 * share - 1, on: theme)
    case .ground: Viridis.color(at: share)
    }
  }

  /// The colors at equal steps from the lower end to the upper.
  func stops(on theme: Theme) -> [Color] {
    let steps = use == .signedAreas ? 16 : Viridis.stops.count - 1
    return (0...steps).map { color(of: lower + (upper - lower) * Double($0) / Double(steps), on: theme) }
  }

  /// A bar for values; a missing limit is the least or the greatest finite one.
  init(_ values: [Double], title: String, lower: Double?, upper: Double?) {
    var interval = Interval(isLog: false)
    interval.include(values)
    let found = interval.padded(by: 0)
    let given = (lower: lower ?? found.lower, upper: upper ?? found.upper)
    self.title = title
    (self.lower, self.upper) =
      Interval.isSpan(given.lower, given.upper) && (given.upper - given.lower).isFinite ? given : found
  }
}
