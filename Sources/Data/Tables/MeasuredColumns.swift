import Bytes
import Interruption

/// A table's columns as measured on the rows to train on, and what they make of its values.
struct MeasuredColumns {
  let all: [Column]
  /// What a person should know about them.
  private(set) var notes: [String] = []
  private let width: Int

  /// Measures the columns: each has a title, and sorted levels if it is a category.
  init(_ rows: NumberRows, _ split: Split, titles: [String], levels: [[String]?], scaling: TableScaling?) {
    let values = titles.indices.map { ColumnValues(rows: rows, column: $0, isTest: split.isTest) }
    let measured = ColumnStatistics.measure(rows, isTest: split.isTest, levels: levels.map { $0?.count })
    let scaling = scaling ?? (Self.areBinary(values, measured) ? .none : .standard)
    all = titles.indices.map { column in
      let statistics = measured[column]
      return Column(
        title: titles[column], levels: levels[column],
        scale: levels[column] == nil ? ColumnScale(scaling, statistics, values[column]) : .none, statistics: statistics)
    }
    width = all.reduce(0) { $0 + $1.width }
    noteConstants()
  }

  /// Refuses logarithms of values of -1 and below.
  func checkLogarithms(_ path: String) throws(DataError) {
    guard let column = all.first(where: { $0.scale.scaling == .log1p && $0.statistics.least <= -1 }) else { return }
    throw DataError(
      "\(path): \(column.title) has \(column.statistics.least), and ln(1 + value) needs values above -1",
      hint: "scale=standard takes any values")
  }

  /// A table of nothing but 0 and 1 stays as it is.
  private static func areBinary(_ columns: [ColumnValues], _ measured: [ColumnStatistics]) -> Bool {
    guard measured.allSatisfy({ $0.least >= 0 && $0.greatest <= 1 }) else { return false }
    return columns.allSatisfy { column in
      var isBinary = true
      column.forEach { if $0 != 0, $0 != 1, !$0.isNaN { isBinary = false } }
      return isBinary
    }
  }

  private mutating func noteConstants() {
    let constant = all.filter { $0.levels == nil && $0.scale.factor == 0 }
    guard !constant.isEmpty else { return }
    let names = constant.map(\.title).listed(8)
    notes.append(
      constant.count == 1
        ? "\(names) has one value in all rows to train on and becomes 0"
        : "\(constant.count) columns have one value each in all rows to train on and become 0: \(names)")
  }

  /// A 1 for each value that is missing in the parts that a split tells; nil if there is none in a part.
  func missing(_ rows: NumberRows, _ split: Split) -> (train: [UInt8]?, test: [UInt8]?) {
    var train = [UInt8](repeating: 0, count: split.trainCount * width)
    var test = [UInt8](repeating: 0, count: split.testCount * width)
    let places = split.rows
    for row in 0..<rows.count {
      var place = Int(places[row] >= 0 ? places[row] : ~places[row]) * width
      for (value, column) in zip(rows.row(row), all) {
        if value.isNaN {
          for level in 0..<column.width {
            if places[row] >= 0 { train[place + level] = 1 } else { test[place + level] = 1 }
          }
        }
        place += column.width
      }
    }
    return (train.contains(1) ? train : nil, test.contains(1) ? test : nil)
  }

  /// The values as float32 in the parts that a split tells, and how many test values lie beyond the training rows' range.
  /// The rows are given up on the way. Some values are left out if the person asked to stop.
  func values(_ rows: inout NumberRows, _ split: Split) -> (train: [Float], test: [Float], outside: Int) {
    var train = [Float](repeating: 0, count: split.trainCount * width)
    var test = [Float](repeating: 0, count: split.testCount * width)
    var outside = 0
    train.withUnsafeMutableBufferPointer { train in
      test.withUnsafeMutableBufferPointer { test in
        outside = fill(train.baseAddress, test.baseAddress, &rows, split)
      }
    }
    return (train, test, outside)
  }

  /// The note about test values beyond the range of the training rows, which `minmax` brings to its ends.
  func clipped(_ count: Int) -> [String] {
    guard count > 0, all.contains(where: { $0.scale.scaling == .minmax }) else { return [] }
    return ["\(count) test value\(count == 1 ? " lies" : "s lie") beyond the training rows' range and became 0 or 1"]
  }

  private func fill(
    _ train: UnsafeMutablePointer<Float>?, _ test: UnsafeMutablePointer<Float>?, _ rows: inout NumberRows,
    _ split: Split
  ) -> Int {
    var (row, outside) = (0, 0)
    var (toTrain, toTest) = (train, test)
    let isClipped = all.contains { $0.scale.scaling == .minmax }
    let numbers = all.map { column in column.levels == nil ? (scale: column.scale, mean: column.statistics.mean) : nil }
    for index in rows.pieces.indices where !Interruption.isRequested {
      let piece = rows.takePiece(index)
      piece.withUnsafeBufferPointer { values in
        for start in stride(from: 0, to: values.count, by: all.count) {
          let isTest = split.isTest[row]
          guard var destination = isTest ? toTest : toTrain else { continue }
          // By place: to take each column out costs more than its value.
          for feature in all.indices {
            let value = values[start + feature]
            if isClipped, all[feature].isOutside(value) { outside += 1 }
            if let number = numbers[feature] {
              destination.pointee = number.scale(value.isNaN ? number.mean : value)
              destination += 1
            } else {
              all[feature].write(value, to: destination)
              destination += all[feature].width
            }
          }
          if isTest { toTest = destination } else { toTrain = destination }
          row += 1
        }
      }
    }
    return outside
  }
}

extension Column {
  fileprivate func isOutside(_ value: Double) -> Bool {
    levels == nil && (value < statistics.least || value > statistics.greatest)
  }
}
