import CKernels

/// How near points are to each other, as t-SNE sees it: the symmetric, sparse matrix P of p_ij = (p_j|i + p_i|j) / 2N, where
/// only the nearest neighbors of either point count.
struct Affinities {
  private let matrix: SymmetricMatrix

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
    matrix = SymmetricMatrix(indices, conditional, width: neighbors, scale: 1 / (2 * Float(count)))
  }

  /// Calls `body` with the matrix as the kernels take it.
  func withKernelMatrix<Result>(_ body: (gm_affinities) -> Result) -> Result {
    matrix.starts.withUnsafeBufferPointer { starts in
      matrix.columns.withUnsafeBufferPointer { columns in
        matrix.values.withUnsafeBufferPointer { values in
          body(gm_affinities(starts: starts.baseAddress, columns: columns.baseAddress, values: values.baseAddress))
        }
      }
    }
  }
}
