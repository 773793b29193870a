import Bytes
import CKernels
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
    rows.forEachPiece { first, values in
      for (row, start) in stride(from: 0, to: values.count, by: all.count).enumerated() {
        let isTest = places[first + row] < 0
        var place = Int(isTest ? ~places[first + row] : places[first + row]) * width
        for (value, column) in zip(values[start..<start + all.count], all) {
          if value.isNaN {
            for level in 0..<column.width { if isTest { test[place + level] = 1 } else { train[place + level] = 1 } }
          }
          place += column.width
        }
      }
      return true
    }
    return (train.contains(1) ? train : nil, test.contains(1) ? test : nil)
  }

  /// The values as float32 in the parts that a split tells, and how many test values lie beyond the training rows' range.
  /// The rows are given up on the way. Some values are left out if the person asked to stop.
  func values(_ rows: inout NumberRows, _ split: Split) -> (train: [Float], test: [Float], outside: Int) {
    let (trainCount, testCount) = (split.trainCount * width, split.testCount * width)
    var outside = 0, test: [Float] = []
    // Memory is taken as it is filled, while that of the rows becomes free.
    let train = [Float](unsafeUninitializedCapacity: trainCount) { train, count in
      test = [Float](unsafeUninitializedCapacity: testCount) { test, count in
        outside = fill(
          UnsafeMutableBufferPointer(rebasing: train[..<trainCount]),
          UnsafeMutableBufferPointer(rebasing: test[..<testCount]), &rows, split)
        count = testCount
      }
      count = trainCount
    }
    return (train, test, outside)
  }

  /// The note about test values beyond the range of the training rows, which `minmax` brings to its ends.
  func clipped(_ count: Int) -> [String] {
    guard count > 0, all.contains(where: { $0.scale.scaling == .minmax }) else { return [] }
    return ["\(count) test value\(count == 1 ? " lies" : "s lie") beyond the training rows' range and became 0 or 1"]
  }

  /// Where the next row to train on and the next one to test on go.
  private typealias Places = (train: UnsafeMutablePointer<Float>?, test: UnsafeMutablePointer<Float>?)

  private func fill(
    _ train: UnsafeMutableBufferPointer<Float>, _ test: UnsafeMutableBufferPointer<Float>, _ rows: inout NumberRows,
    _ split: Split
  ) -> Int {
    var places: Places = (train.baseAddress, test.baseAddress), row = 0, outside = 0, room: [Double] = []
    let areLinear = all.allSatisfy { $0.levels == nil && $0.scale.isLinear }
    for index in rows.pieces.indices {
      guard !Interruption.isRequested else {
        train.initialize(repeating: 0)
        test.initialize(repeating: 0)
        break
      }
      let piece = rows.takePiece(index)
      piece.withValues(width: all.count, &room) { values in
        split.isTest[row..<row + piece.rows].withUnsafeBufferPointer { isTest in
          if areLinear { scale(values, isTest, &places) } else { outside += write(values, isTest, &places) }
        }
      }
      row += piece.rows
    }
    return outside
  }

  /// Numbers that are only moved and multiplied.
  private func scale(_ values: UnsafeBufferPointer<Double>, _ isTest: UnsafeBufferPointer<Bool>, _ places: inout Places)
  {
    guard let base = values.baseAddress, let isTest = isTest.baseAddress else { return }
    gm_scale_rows(
      Int64(values.count / all.count), Int64(all.count), base, all.map(\.scale.offset), all.map(\.scale.factor),
      all.map(\.statistics.mean), isTest, &places.train, &places.test)
  }

  /// Values of every kind; tells how many lie outside of their columns' range, if that matters.
  private func write(
    _ values: UnsafeBufferPointer<Double>, _ isTest: UnsafeBufferPointer<Bool>, _ places: inout Places
  ) -> Int {
    var outside = 0
    let isClipped = all.contains { $0.scale.scaling == .minmax }
    for (row, start) in stride(from: 0, to: values.count, by: all.count).enumerated() {
      guard var destination = isTest[row] ? places.test : places.train else { continue }
      for (feature, column) in all.enumerated() {
        let value = values[start + feature]
        if isClipped, column.isOutside(value) { outside += 1 }
        column.write(value, to: destination)
        destination += column.width
      }
      if isTest[row] { places.test = destination } else { places.train = destination }
    }
    return outside
  }
}

extension Column {
  fileprivate func isOutside(_ value: Double) -> Bool {
    levels == nil && (value < statistics.least || value > statistics.greatest)
  }
}
