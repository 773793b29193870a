import CKernels

/// How near points are to each other, as t-SNE sees it: the symmetric, sparse matrix P of p_ij = (p_j|i + p_i|j) / 2N, where
/// only the nearest neighbors of either point count.
struct Affinities {
  /// Row i has the elements `starts[i]..<starts[i + 1]`.
  private(set) var starts: [Int64]
  private(set) var columns: [Int32] = []
  private(set) var values: [Float] = []

  /// - Parameters:
  ///   - points: row-major, N × `dimensions`, finite, none beyond ±1.
  ///   - neighbors: how many of each point count, 1…N - 1.
  ///   - perplexity: the effective number of them.
  init(_ points: [Float], dimensions: Int, neighbors: Int, perplexity: Double) throws(ProjectionError) {
    let count = points.count / dimensions
    var indices = [Int32](repeating: 0, count: count * neighbors)
    var conditional = [Float](repeating: 0, count: count * neighbors)
    let found = gm_nearest_neighbors(
      Int64(count), Int64(dimensions), Int64(neighbors), points, &indices, &conditional, nil, nil)
    guard found != 0 else { throw .memory }
    gm_neighbor_probabilities(Int64(count), Int64(neighbors), perplexity, &conditional)
    starts = Self.starts(indices, count: count, neighbors: neighbors)
    (columns, values) = Self.bothWays(indices, conditional, starts: starts, neighbors: neighbors)
    mergeRows(scale: 1 / (2 * Float(count)))
  }

  /// Where rows begin that hold a point's own neighbors and those whose neighbor it is.
  private static func starts(_ indices: [Int32], count: Int, neighbors: Int) -> [Int64] {
    var starts = [Int64](repeating: 0, count: count + 1)
    for index in indices { starts[Int(index) + 1] += 1 }
    for row in 0..<count { starts[row + 1] += starts[row] + Int64(neighbors) }
    return starts
  }

  private static func bothWays(
    _ indices: [Int32], _ values: [Float], starts: [Int64], neighbors: Int
  ) -> (columns: [Int32], values: [Float]) {
    var places = starts
    var columns = [Int32](repeating: 0, count: 2 * indices.count)
    var all = [Float](repeating: 0, count: 2 * indices.count)
    for (element, other) in indices.enumerated() {
      let row = element / neighbors
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

  /// Calls `body` with the matrix as the kernels take it.
  func withKernelMatrix<Result>(_ body: (gm_affinities) -> Result) -> Result {
    starts.withUnsafeBufferPointer { starts in
      columns.withUnsafeBufferPointer { columns in
        values.withUnsafeBufferPointer { values in
          body(gm_affinities(starts: starts.baseAddress, columns: columns.baseAddress, values: values.baseAddress))
        }
      }
    }
  }
}
