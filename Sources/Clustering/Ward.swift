/// Clusters merged two by two so that the squares within them grow least (Ward 1963), by chains of nearest neighbors
/// (Murtagh 1983): O(N²) time and O(N) memory.
public enum Ward {
  /// Each point's cluster 0..<K, numbered by their first points. Points are row-major, N × `dimensions`.
  public static func clusters(of points: [Float], dimensions: Int, count: Int) -> [Int32] {
    let size = points.count / dimensions
    return cut(merges(points, dimensions, [Double](repeating: 1, count: size)), size: size, count: count)
  }

  /// Two clusters, each by one of its points, and the growth of the squares.
  private struct Merge {
    let first, second: Int
    let growth: Double
  }

  private static func merges(_ points: [Float], _ dimensions: Int, _ weights: [Double]) -> [Merge] {
    let size = weights.count
    var centers = points.map(Double.init), weights = weights, alive = Array(0..<size), merges: [Merge] = [],
      chain: [Int] = []
    /// w_a w_b / (w_a + w_b) · ‖a - b‖²
    func growth(_ a: Int, _ b: Int) -> Double {
      var sum = 0.0
      centers.withUnsafeBufferPointer { centers in
        for d in 0..<dimensions {
          let e = centers[a * dimensions + d] - centers[b * dimensions + d]
          sum += e * e
        }
      }
      return sum * weights[a] * weights[b] / (weights[a] + weights[b])
    }
    while alive.count > 1 {
      if chain.isEmpty { chain = [alive[0]] }
      let top = chain[chain.count - 1], before = chain.count > 1 ? chain[chain.count - 2] : -1
      var nearest = before, least = before >= 0 ? growth(top, before) : .infinity
      for other in alive where other != top {
        let value = growth(top, other)
        if value < least { (nearest, least) = (other, value) }
      }
      guard nearest == before else {
        chain.append(nearest)
        continue
      }
      chain.removeLast(2)
      let (kept, gone) = (min(top, nearest), max(top, nearest))
      merges.append(Merge(first: kept, second: gone, growth: least))
      let total = weights[kept] + weights[gone]
      for d in 0..<dimensions {
        let sum = weights[kept] * centers[kept * dimensions + d] + weights[gone] * centers[gone * dimensions + d]
        centers[kept * dimensions + d] = sum / total
      }
      weights[kept] = total
      alive.removeAll { $0 == gone }
    }
    return merges
  }

  /// Does the cheapest N - K merges.
  private static func cut(_ merges: [Merge], size: Int, count: Int) -> [Int32] {
    var parents = Array(0..<size)
    func root(_ point: Int) -> Int {
      var point = point
      while parents[point] != point { point = parents[point] }
      return point
    }
    let cheapest = merges.indices.sorted { (merges[$0].growth, $0) < (merges[$1].growth, $1) }
    for index in cheapest.prefix(max(size - count, 0)) {
      let (a, b) = (root(merges[index].first), root(merges[index].second))
      parents[max(a, b)] = min(a, b)
    }
    var numbers: [Int: Int32] = [:]
    return (0..<size).map { point in
      let root = root(point), next = Int32(numbers.count)
      if let number = numbers[root] { return number }
      numbers[root] = next
      return next
    }
  }
}
