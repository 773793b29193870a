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
  /// `levels` has the number of a category's levels. Row by row, for a column alone strides over its neighbours; sums are
  /// in the order of the rows.
  static func measure(_ rows: NumberRows, isTest: [Bool], levels: [Int?]) -> [ColumnStatistics] {
    var all = levels.map { levels in
      var statistics = ColumnStatistics()
      (statistics.least, statistics.greatest) = (.infinity, -.infinity)
      statistics.shares = [Double](repeating: 0, count: levels ?? 0)
      return statistics
    }
    // Sums of differences from the first value keep the digits that a large mean would take.
    var first = [Double](repeating: 0, count: rows.width), sums = first, squares = first
    rows.forEach(isTest) { column, value in
      guard !value.isNaN else { return all[column].missing += 1 }
      if all[column].count == 0 { first[column] = value }
      all[column].count += 1
      sums[column] += value - first[column]
      all[column].least = min(all[column].least, value)
      all[column].greatest = max(all[column].greatest, value)
      if levels[column] != nil { all[column].shares[Int(value)] += 1 }
    }
    for column in all.indices where all[column].count > 0 {
      all[column].mean = first[column] + sums[column] / Double(all[column].count)
    }
    let means = all.map(\.mean)
    rows.forEach(isTest) { column, value in
      let rest = value - means[column]
      if !value.isNaN { squares[column] += rest * rest }
    }
    for column in all.indices { all[column].finish(squares[column]) }
    return all
  }

  private mutating func finish(_ squares: Double) {
    guard count > 0 else { return (least, greatest) = (0, 0) }
    deviation = (squares / Double(count)).squareRoot()
    shares = shares.map { $0 / Double(count) }
  }
}

extension NumberRows {
  /// Gives each value of the rows that are not tested on with its column, row by row; ends before if the person asked to stop.
  fileprivate func forEach(_ isTest: [Bool], _ body: (Int, Double) -> Void) {
    var row = 0
    for piece in pieces {
      if Interruption.isRequested { return }
      piece.withUnsafeBufferPointer { values in
        for start in stride(from: 0, to: values.count, by: max(width, 1)) {
          if !isTest[row] { for column in 0..<width { body(column, values[start + column]) } }
          row += 1
        }
      }
    }
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
    for piece in rows.pieces {
      if Interruption.isRequested { return }
      piece.withUnsafeBufferPointer { values in
        for place in stride(from: column, to: values.count, by: rows.width) {
          if !isTest[row] { body(values[place]) }
          row += 1
        }
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
