import CKernels
import Foundation
import TestSupport
import Testing

/// The kernels of t-SNE against plain sums over all pairs.
@Suite("Kernels of the embedding")
struct EmbeddingKernelTests {
  private static func draws(_ count: Int, seed: UInt64) -> [Float] {
    var values = [Float](repeating: 0, count: count)
    gm_normals(seed, 1, 0, 0, Int64(count), &values)
    return values
  }

  @Test(
    "nearest neighbors are those of sorting all distances",
    arguments: [(3, 2, 2), (64, 7, 5), (200, 50, 90), (65, 1, 64)])
  func neighbors(count: Int, dimensions: Int, k: Int) {
    let points = Self.draws(count * dimensions, seed: 3)
    var indices = [Int32](repeating: 0, count: count * k)
    var distances = [Float](repeating: 0, count: count * k)
    #expect(
      gm_nearest_neighbors(Int64(count), Int64(dimensions), Int64(k), points, &indices, &distances, nil, nil) == 1)
    let ranks = Neighborhoods.ranks(points, dimensions)
    for row in 0..<count {
      let found = Set(indices[row * k..<(row + 1) * k].map(Int.init))
      #expect(found == Set((0..<count).filter { ranks[row][$0] >= 1 && ranks[row][$0] <= k }))
    }
  }

  @Test("covariances and projections are those of plain sums", arguments: [(1, 1), (3, 5), (200, 33), (65, 2)])
  func covariance(count: Int, dimensions: Int) {
    let points = Self.draws(count * dimensions, seed: 9)
    let mean = (0..<dimensions).map { Double($0) / 10 }
    var products = [Double](repeating: -1, count: dimensions * dimensions)
    #expect(gm_covariance(Int64(count), Int64(dimensions), points, mean, &products) == 1)
    func centered(_ row: Int, _ d: Int) -> Double { Double(points[row * dimensions + d]) - mean[d] }
    for i in 0..<dimensions {
      for j in 0..<dimensions {
        let expected = j < i ? 0 : (0..<count).reduce(0) { $0 + centered($1, i) * centered($1, j) }
        #expect(abs(products[i * dimensions + j] - expected) < 1e-9)
      }
    }
    let columns = (0..<dimensions * 2).map { Double($0 % 7) - 3 }
    var coordinates = [Double](repeating: -1, count: count * 2)
    gm_project(Int64(count), Int64(dimensions), 2, points, mean, columns, &coordinates)
    for row in 0..<count {
      for k in 0..<2 {
        let expected = (0..<dimensions).reduce(0) { $0 + centered(row, $1) * columns[2 * $1 + k] }
        #expect(abs(coordinates[2 * row + k] - expected) < 1e-9)
      }
    }
  }

  @Test("each row's probabilities have the perplexity asked for", arguments: [2.0, 10, 29])
  func perplexity(wanted: Double) {
    var rows = Self.draws(50 * 30, seed: 4).map { $0 * $0 * 100 }
    gm_neighbor_probabilities(50, 30, wanted, &rows)
    for row in 0..<50 {
      let p = rows[row * 30..<(row + 1) * 30].map(Double.init)
      let entropy = -p.reduce(0) { $1 > 0 ? $0 + $1 * log($1) : $0 }
      #expect(abs(p.reduce(0, +) - 1) < 1e-5)
      #expect(abs(exp(entropy) / wanted - 1) < 1e-4)
    }
  }

  @Test(
    "the gradient is that of all pairs, nearly so with cells seen from afar",
    arguments: [(Float(1e-3), 1e-5), (0.5, 0.02)])
  func gradient(theta: Float, tolerance: Double) throws {
    let count = 400
    let points = Self.draws(2 * count, seed: 6).map { $0 * 10 }
    let starts = (0...count).map { Int64($0 * 2) }
    let columns = (0..<count).flatMap { [Int32(($0 + 1) % count), Int32(($0 + count - 1) % count)] }
    let values = [Float](repeating: 1 / Float(2 * count), count: 2 * count)
    let embedding = try #require(gm_embedding_create(Int64(count), theta))
    defer { gm_embedding_destroy(embedding) }
    var gradient = [Float](repeating: 0, count: 2 * count)
    let found = starts.withUnsafeBufferPointer { starts in
      columns.withUnsafeBufferPointer { columns in
        values.withUnsafeBufferPointer { values -> (sum: Double, divergence: Double) in
          var p = gm_sparse(
            count: Int64(count), starts: starts.baseAddress!, columns: columns.baseAddress!,
            values: values.baseAddress!)
          let sum = gm_embedding_gradient(embedding, &p, 3, points, &gradient)
          return (sum, gm_embedding_divergence(embedding, &p, sum, points))
        }
      }
    }
    let expected = Self.plainGradient(points, exaggeration: 3)
    #expect(abs(found.sum / expected.sum - 1) < tolerance)
    let scale = expected.gradient.map(\.magnitude).max() ?? 0
    for (component, expected) in zip(gradient, expected.gradient) {
      #expect(abs(Double(component) - expected) < tolerance * scale)
    }
    #expect(abs(found.divergence - expected.divergence) < tolerance)
  }

  /// A ring in which each point has an affinity of 1/2N to the next and the last one.
  private static func plainGradient(
    _ points: [Float], exaggeration: Double
  ) -> (gradient: [Double], sum: Double, divergence: Double) {
    let y = points.map(Double.init), count = y.count / 2
    func kernel(_ i: Int, _ j: Int) -> Double {
      1 / (1 + pow(y[2 * i] - y[2 * j], 2) + pow(y[2 * i + 1] - y[2 * j + 1], 2))
    }
    func affinity(_ i: Int, _ j: Int) -> Double {
      (i - j + count) % count == 1 || (j - i + count) % count == 1 ? 1 / Double(2 * count) : 0
    }
    var gradient = [Double](repeating: 0, count: y.count)
    var (sum, divergence) = (0.0, 0.0)
    for i in 0..<count { for j in 0..<count where i != j { sum += kernel(i, j) } }
    for i in 0..<count {
      for j in 0..<count where i != j {
        let (q, p) = (kernel(i, j), affinity(i, j))
        if p > 0 { divergence += p * log(p / (q / sum)) }
        for axis in 0..<2 {
          gradient[2 * i + axis] += 4 * (exaggeration * p - q / sum) * q * (y[2 * i + axis] - y[2 * j + axis])
        }
      }
    }
    return (gradient, sum, divergence)
  }
}
