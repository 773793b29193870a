import CKernels

/// A sparse, symmetric matrix, made of a matrix A that has the same number of elements in each row, such as one for each of a
/// point's nearest neighbors.
public struct SymmetricMatrix: Sendable {
  /// What an element and the one across the diagonal make.
  public enum Joining: Sendable {
    /// s·(A + Aᵀ).
    case sum(scale: Float)
    /// A + Aᵀ - A∘Aᵀ: the degree to which one of two fuzzy statements holds.
    case union
  }

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
  ///   - joining: what two elements make.
  public init(_ indices: [Int32], _ values: [Float], width: Int, joining: Joining) {
    starts = Self.starts(indices, count: indices.count / max(width, 1), width: width)
    (columns, self.values) = Self.bothWays(indices, values, starts: starts, width: width)
    mergeRows(joining)
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

  /// Calls `body` with the matrix as kernels take it.
  public func withKernelMatrix<Result>(
    _ values: [Float]? = nil, _ body: (UnsafePointer<gm_sparse>) -> Result
  ) -> Result {
    starts.withUnsafeBufferPointer { starts in
      columns.withUnsafeBufferPointer { columns in
        (values ?? self.values).withUnsafeBufferPointer { values in
          guard let start = starts.baseAddress, let column = columns.baseAddress, let value = values.baseAddress else {
            preconditionFailure("a matrix has rows and elements")
          }
          var matrix = gm_sparse(count: Int64(starts.count - 1), starts: start, columns: column, values: value)
          return body(&matrix)
        }
      }
    }
  }

  /// Multiplies all elements.
  public mutating func scale(by factor: Float) { for element in values.indices { values[element] *= factor } }

  /// Sorts each row and joins what stands in the same column.
  private mutating func mergeRows(_ joining: Joining) {
    let scale: Float = if case .sum(let scale) = joining { scale } else { 1 }
    var kept = 0
    var rowStart = 0
    for row in 0..<starts.count - 1 {
      let end = Int(starts[row + 1])
      let sorted = (rowStart..<end).sorted { columns[$0] < columns[$1] }.map { (columns[$0], values[$0]) }
      let first = kept
      for (column, value) in sorted {
        if kept > first, columns[kept - 1] == column {
          let first = values[kept - 1], second = value * scale
          values[kept - 1] = if case .union = joining { first + second - first * second } else { first + second }
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
