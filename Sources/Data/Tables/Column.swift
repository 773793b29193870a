import CKernels
import Interruption

/// What a data set knows about one column of its table.
public struct Column: Sendable, Equatable {
  /// The name in the header, with its unit; `column 3` if there is none.
  public let title: String
  /// The levels of a category, sorted; nil for numbers.
  public let levels: [String]?
  /// How its numbers are scaled.
  public let scale: ColumnScale
  /// What its training rows hold, in the column's own unit.
  public let statistics: ColumnStatistics

  /// Describes a column.
  public init(title: String, levels: [String]?, scale: ColumnScale, statistics: ColumnStatistics) {
    (self.title, self.levels, self.scale, self.statistics) = (title, levels, scale, statistics)
  }

  /// The name without its unit.
  public var name: String { ColumnName(title).name }

  /// The unit; nil where the header has none.
  public var unit: String? { ColumnName(title).unit }

  /// How many values it gives an example: one, or one for each level.
  public var width: Int { levels?.count ?? 1 }

  /// What the values it gives are called: its title, or `color = red`.
  public var valueNames: [String] { levels.map { $0.map { "\(name) = \($0)" } } ?? [title] }

  /// Writes what `value` gives an example; a missing one (NaN) is the mean of the training rows.
  func write(_ value: Double, to destination: UnsafeMutablePointer<Float>) {
    guard let levels else {
      destination.pointee = scale(value.isNaN ? statistics.mean : value)
      return
    }
    for level in levels.indices {
      destination[level] = value.isNaN ? Float(statistics.shares[level]) : value == Double(level) ? 1 : 0
    }
  }
}

/// What a column holds, measured in double precision without the missing values.
public struct ColumnStatistics: Sendable, Equatable {
  /// How many values there are.
  public var count = 0
  /// How many are missing.
  public var missing = 0
  /// Mean and standard deviation (divided by the count).
  public var mean = 0.0, deviation = 0.0
  /// The least and the greatest value.
  public var least = 0.0, greatest = 0.0
  /// For a category the share of each level.
  public var shares: [Double] = []

  /// Nothing measured yet.
  public init() {}
}

extension ColumnStatistics {
  /// Measures all columns of the rows that are not tested on, by two passes: the mean, then the squares of what is left.
  /// `levels` has the number of a category's levels. Sums are in the order of the rows. What is measured is not all if the person
  /// asked to stop.
  static func measure(_ rows: NumberRows, isTest: [Bool], levels: [Int?]) -> [ColumnStatistics] {
    var all = sums(rows, isTest)
    let means = all.map(\.mean), columns = rows.width
    var squares = [Double](repeating: 0, count: columns)
    rows.forEachPiece { first, values in
      guard let base = values.baseAddress, !Interruption.isRequested else { return false }
      isTest.withUnsafeBufferPointer { isTest in
        guard let isTest = isTest.baseAddress else { return }
        gm_add_squares(Int64(values.count / columns), Int64(columns), base, isTest + first, means, &squares)
      }
      return true
    }
    for (column, levels) in levels.enumerated() {
      if let levels { all[column].count(levels, ColumnValues(rows: rows, column: column, isTest: isTest)) }
      all[column].finish(squares[column])
    }
    return all
  }

  /// All but the deviation. Sums of differences from the first value keep the digits that a large mean would take.
  private static func sums(_ rows: NumberRows, _ isTest: [Bool]) -> [ColumnStatistics] {
    let columns = rows.width, none = [Double](repeating: 0, count: 4 * columns)
    var known = none + [Double](repeating: .infinity, count: columns) + [Double](repeating: -.infinity, count: columns)
    rows.forEachPiece { start, values in
      guard let base = values.baseAddress, !Interruption.isRequested else { return false }
      isTest.withUnsafeBufferPointer { isTest in
        guard let isTest = isTest.baseAddress else { return }
        gm_add_columns(Int64(values.count / columns), Int64(columns), base, isTest + start, &known)
      }
      return true
    }
    return (0..<columns).map { column in
      let found = (0..<6).map { known[$0 * columns + column] }
      var statistics = ColumnStatistics()
      (statistics.count, statistics.missing) = (Int(found[0]), Int(found[1]))
      (statistics.least, statistics.greatest) = (found[4], found[5])
      if found[0] > 0 { statistics.mean = found[2] + found[3] / found[0] }
      return statistics
    }
  }

  private mutating func count(_ levels: Int, _ values: ColumnValues) {
    shares = [Double](repeating: 0, count: levels)
    values.forEach { if !$0.isNaN { shares[Int($0)] += 1 } }
  }

  private mutating func finish(_ squares: Double) {
    guard count > 0 else { return (least, greatest) = (0, 0) }
    deviation = (squares / Double(count)).squareRoot()
    shares = shares.map { $0 / Double(count) }
  }
}

/// The values of one column in the rows that are trained on.
struct ColumnValues {
  let rows: NumberRows
  let column: Int
  /// Which rows are left out, those that are tested on.
  let isTest: [Bool]

  /// Goes through the values; ends before if the person asked to stop.
  func forEach(_ body: (Double) -> Void) {
    var row = 0
    for piece in rows.pieces where !Interruption.isRequested {
      for place in stride(from: column, to: piece.rows * rows.width, by: rows.width) {
        if !isTest[row] { body(piece[place, column]) }
        row += 1
      }
    }
  }

  /// The quantiles at `shares` by linear interpolation, as NumPy's default has them.
  func quantiles(_ shares: [Double]) -> [Double] {
    var values: [Double] = []
    forEach { if !$0.isNaN { values.append($0) } }
    guard !values.isEmpty else { return shares.map { _ in 0 } }
    return shares.map { share in
      let place = share * Double(values.count - 1), lower = Int(place)
      let first = values.ranked(lower), next = values.ranked(min(lower + 1, values.count - 1))
      return first + (place - Double(lower)) * (next - first)
    }
  }
}

extension [Double] {
  /// The value that would be at a place if all were sorted, by Hoare's quickselect, which puts the values into another order:
  /// as many steps as there are values, about, and not millions of them between two looks at whether to stop.
  fileprivate mutating func ranked(_ place: Int) -> Double {
    var low = 0, high = count - 1, random: UInt64 = 1
    while low < high, !Interruption.isRequested {
      // Knuth's linear congruential generator: no order of the values makes all pivots bad ones.
      random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let pivot = self[low + Int(random >> 33) % (high - low + 1)]
      var (i, j) = (low, high)
      while i <= j {
        while self[i] < pivot { i += 1 }
        while self[j] > pivot { j -= 1 }
        if i <= j {
          swapAt(i, j)
          i += 1
          j -= 1
        }
      }
      if place <= j { high = j } else if place >= i { low = i } else { break }
    }
    return self[place]
  }
}
