import CKernels
import Compute

/// Clusters around means (Lloyd 1957), the best of several starts by k-means++ (Arthur and Vassilvitskii 2007).
public enum KMeans {
  /// Each point's cluster 0..<K and the K centers (K × D) of points given row-major, N × D. Deterministic by its seed.
  public static func clusters(
    of points: [Float], dimensions: Int, count: Int, starts: Int = 10, seed: UInt64
  ) -> (labels: [Int32], centers: [Float]) {
    var generator = CounterGenerator(seed: seed, purpose: RandomPurpose.clusters.rawValue)
    var best: (labels: [Int32], centers: [Float], inertia: Double)?
    for _ in 0..<starts {
      var centers = spread(points, dimensions, count, &generator)
      let (labels, inertia) = settle(points, dimensions, &centers)
      if best.map({ inertia < $0.inertia }) ?? true { best = (labels, centers, inertia) }
    }
    return (best?.labels ?? [], best?.centers ?? [])
  }

  /// Lloyd's steps until no point changes its cluster, at most 300.
  private static func settle(_ points: [Float], _ dimensions: Int, _ centers: inout [Float]) -> ([Int32], Double) {
    var (labels, distances) = nearest(points, dimensions, centers)
    for _ in 0..<300 {
      centers = means(points, dimensions, labels, distances, count: centers.count / dimensions)
      let (next, nextDistances) = nearest(points, dimensions, centers)
      let isSettled = next == labels
      (labels, distances) = (next, nextDistances)
      if isSettled { break }
    }
    return (labels, distances.reduce(0) { $0 + Double($1) })
  }

  /// The nearest of some centers to each point, and its squared distance.
  static func nearest(_ points: [Float], _ dimensions: Int, _ centers: [Float]) -> ([Int32], [Float]) {
    let size = points.count / dimensions
    var labels = [Int32](repeating: 0, count: size), distances = [Float](repeating: 0, count: size)
    gm_nearest_centers(
      Int64(size), Int64(dimensions), Int64(centers.count / dimensions), points, centers, &labels, &distances)
    return (labels, distances)
  }

  /// A cluster's mean; an empty cluster begins again at the point farthest from its center.
  static func means(
    _ points: [Float], _ dimensions: Int, _ labels: [Int32], _ distances: [Float], count: Int
  ) -> [Float] {
    var sums = [Double](repeating: 0, count: count * dimensions), sizes = [Double](repeating: 0, count: count)
    points.withUnsafeBufferPointer { points in
      for (row, label) in labels.enumerated() {
        sizes[Int(label)] += 1
        for d in 0..<dimensions { sums[Int(label) * dimensions + d] += Double(points[row * dimensions + d]) }
      }
    }
    // Seldom needed, and more work than all the rest of a step.
    lazy var far = distances.indices.sorted {
      distances[$0] > distances[$1] || (distances[$0] == distances[$1] && $0 < $1)
    }[...]
    return (0..<count).flatMap { k -> [Float] in
      if sizes[k] > 0 { return (0..<dimensions).map { Float(sums[k * dimensions + $0] / sizes[k]) } }
      let row = far.popFirst() ?? 0
      return Array(points[row * dimensions..<(row + 1) * dimensions])
    }
  }

  /// Centers to begin with, each drawn among the points by its squared distance from those before.
  static func spread(
    _ points: [Float], _ dimensions: Int, _ count: Int, _ generator: inout CounterGenerator
  ) -> [Float] {
    let size = points.count / dimensions
    func point(_ row: Int) -> ArraySlice<Float> { points[row * dimensions..<(row + 1) * dimensions] }
    var centers = Array(point(min(size - 1, Int(generator.uniform() * Double(size)))))
    var distances = [Double](repeating: .infinity, count: size)
    while centers.count < count * dimensions {
      let (_, toLast) = nearest(points, dimensions, Array(centers.suffix(dimensions)))
      for row in 0..<size { distances[row] = min(distances[row], Double(toLast[row])) }
      centers += point(CounterGenerator.index(of: distances, at: generator.uniform()))
    }
    return centers
  }
}
