/// A sparse, symmetric matrix s·(A + Aᵀ), made of a matrix A that has the same number of elements in each row, such as
/// one for each of a point's nearest neighbors.
public struct SymmetricMatrix: Sendable {
  /// Row i has the elements `starts[i]..<starts[i + 1]`, sorted by column.
  public private(set) var starts: [Int64]
  /// The elements' columns.
  public private(set) var columns: [Int32]
  /// The elements.
  public private(set) var values: [Float]

  /// - Parameters:
  ///   - indices: the columns of A's elements, row by row.
  ///   - values: the elements.
  ///   - width: how many there are in each row.
  ///   - scale: s.
  public init(_ indices: [Int32], _ values: [Float], width: Int, scale: Float) {
    starts = Self.starts(indices, count: indices.count / width, width: width)
    (columns, self.values) = Self.bothWays(indices, values, starts: starts, width: width)
    mergeRows(scale: scale)
  }

  /// Where rows begin that hold a row's own elements and those of its column.
  private static func starts(_ indices: [Int32], count: Int, width: Int) -> [Int64] {
    var starts = [Int64](repeating: 0, count: count + 1)
    for index in indices { starts[Int(index) + 1] += 1 }
    for row in 0..<count { starts[row + 1] += starts[row] + Int64(width) }
    return starts
  }

  private static func bothWays(
    _ indices: [Int32], _ values: [Float], starts: [Int64], width: Int
  ) -> (columns: [Int32], values: [Float]) {
    var places = starts
    var columns = [Int32](repeating: 0, count: 2 * indices.count)
    var all = [Float](repeating: 0, count: 2 * indices.count)
    for (element, other) in indices.enumerated() {
      let row = element / width
      for (from, to) in [(row, Int(other)), (Int(other), row)] {
        columns[Int(places[from])] = Int32(to)
        all[Int(places[from])] = values[element]
        places[from] += 1
      }
    }
    return (columns, all)
  }

  /// Sorts each row and adds up what stands in the same column.
  private mutating func mergeRows(scale: Float) {
    var kept = 0
    var rowStart = 0
    for row in 0..<starts.count - 1 {
      let end = Int(starts[row + 1])
      let sorted = (rowStart..<end).sorted { columns[$0] < columns[$1] }.map { (columns[$0], values[$0]) }
      let first = kept
      for (column, value) in sorted {
        if kept > first, columns[kept - 1] == column {
          values[kept - 1] += value * scale
        } else {
          columns[kept] = column
          values[kept] = value * scale
          kept += 1
        }
      }
      rowStart = end
      starts[row + 1] = Int64(kept)
    }
    columns.removeLast(columns.count - kept)
    values.removeLast(values.count - kept)
  }
}
