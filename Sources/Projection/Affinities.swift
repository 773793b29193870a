import CKernels

/// How near points are to each other, as t-SNE sees it: the symmetric, sparse matrix P of p_ij = (p_j|i + p_i|j) / 2N, where
/// only the nearest neighbors of either point count.
struct Affinities {
  /// P.
  let matrix: SymmetricMatrix

  /// - Parameters:
  ///   - points: none beyond ±1.
  ///   - neighbors: how many of each point count, 1…N - 1.
  ///   - perplexity: the effective number of them.
  ///   - watch: as for neighbors.
  init(
    _ points: PrincipalCoordinates, neighbors: Int, perplexity: Double, seed: UInt64, watch: (Double) -> Bool
  ) throws(ProjectionError) {
    let near = try Neighbors(
      of: points.values, dimensions: points.dimensions, width: neighbors, search: .fast(seed: seed), watch: watch)
    var conditional = near.distances
    gm_neighbor_probabilities(Int64(points.count), Int64(near.width), perplexity, &conditional)
    matrix = SymmetricMatrix(
      near.indices, conditional, width: near.width, joining: .sum(scale: 1 / (2 * Float(points.count))))
  }
}
