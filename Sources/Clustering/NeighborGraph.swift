import CKernels
import Projection

#if canImport(Glibc)
  import Glibc
#endif

/// The graph of each point's k nearest neighbors, with weights that follow the local density (Zelnik-Manor and Perona 2004):
/// w_ij = exp(-d_ij² / (s_i s_j)), s_i the distance to the seventh neighbor, made symmetric, W = (A + Aᵀ)/2.
///
/// Its walk goes from i to j with the probability P_ij = W_ij / Σ_j W_ij.
public final class NeighborGraph: Sendable {
  /// N.
  public let count: Int
  /// The sums of W's rows.
  public let degrees: [Double]
  /// W.
  let matrix: SymmetricMatrix
  /// Each row of P summed from its left end: the last number of a row is 1.
  let cumulative: [Float]
  /// P: each row of W divided by its sum.
  let transitions: [Float]

  private static let scaleNeighbor = 7
  /// Above so many multiplications, distances are taken between principal components.
  private static let mostWork = 2e12
  private static let fewDimensions = 50

  /// Measures the distances between points given row-major, N × `dimensions`; nil if memory is out, or `watch`, told the
  /// share done about once a second, gives false.
  public init?(_ points: [Float], dimensions: Int, neighbors: Int = 10, watch: (Double) -> Bool = { _ in true }) {
    let count = points.count / max(dimensions, 1)
    let (near, size) = Self.reduced(points, dimensions, count)
    guard let found = try? Neighbors(of: near, dimensions: size, width: neighbors, watch: watch), found.width > 0 else {
      return nil
    }
    let (k, indices, distances) = (found.width, found.indices, found.distances)
    let scales = (0..<count).map { max(distances[$0 * k + min(Self.scaleNeighbor, k) - 1].squareRoot(), 1e-12) }
    var directed = [Float](repeating: 0, count: count * k)
    for edge in directed.indices {
      let scale = scales[edge / k] * scales[Int(indices[edge])]
      // At least a trace: a point far from all others still belongs to somebody.
      directed[edge] = max(exp(-distances[edge] / scale), 1e-6)
    }
    self.count = count
    matrix = SymmetricMatrix(indices, directed, width: k, joining: .sum(scale: 0.5))
    (degrees, cumulative, transitions) = Self.walk(matrix.starts, matrix.values)
  }

  private static func reduced(_ points: [Float], _ dimensions: Int, _ count: Int) -> (points: [Float], size: Int) {
    guard dimensions > fewDimensions, Double(count) * Double(count) * Double(dimensions) > mostWork,
      let axes = PrincipalComponents(points, dimensions: dimensions, count: fewDimensions)
    else { return (points, dimensions) }
    return (axes.projectAll(points).map(Float.init), fewDimensions)
  }

  private static func walk(_ starts: [Int64], _ weights: [Float]) -> (
    degrees: [Double], cumulative: [Float], transitions: [Float]
  ) {
    var degrees: [Double] = [], cumulative = weights, transitions = weights
    for row in 0..<starts.count - 1 {
      let edges = Int(starts[row])..<Int(starts[row + 1])
      let degree = weights[edges].reduce(0) { $0 + Double($1) }
      var sum = 0.0
      for edge in edges {
        sum += Double(weights[edge])
        cumulative[edge] = Float(sum / degree)
        transitions[edge] = Float(Double(weights[edge]) / degree)
      }
      if let last = edges.last { cumulative[last] = 1 }
      degrees.append(degree)
    }
    return (degrees, cumulative, transitions)
  }

  /// The point that the walk comes to from another, by a number 0..<1.
  public func step(from point: Int, _ uniform: Float) -> Int {
    matrix.withKernelMatrix(cumulative) { Int(gm_walk($0, Int64(point), uniform)) }
  }

  /// A x for `width` columns, A one of the graph's matrices: x is N × `width`.
  func multiply(_ values: [Float], _ x: [Double], width: Int) -> [Double] {
    var y = [Double](repeating: 0, count: x.count)
    matrix.withKernelMatrix(values) { gm_sparse_multiply($0, Int64(width), x, &y) }
    return y
  }
}
