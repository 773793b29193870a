import Compute

extension FeatureScaling {
  /// So many points tell what the batches add.
  private static let mostPoints = 5000
  private static let starts = 10

  /// The same points without what their batches add to all of theirs, so that neighbors are not those of a batch.
  ///
  /// The means of batches tell it only if each has the same share of every kind of points. So k-means finds it beside its centers:
  /// Σ |y - o_b - μ_k|² is the least over centers μ, clusters k and what batch b adds, o_b, of several starts.
  ///
  /// - Parameters:
  ///   - batches: for each point the number of its batch, 0..<`count`.
  ///   - clusters: how many centers there are.
  public func without(batches: [Int32], count: Int, clusters: Int, seed: UInt64) -> FeatureScaling {
    let size = batches.count, taken = min(size, Self.mostPoints)
    let rows = (0..<taken).map { $0 * size / taken }
    let sample = rows.flatMap { points[$0 * dimensions..<($0 + 1) * dimensions] }, some = rows.map { batches[$0] }
    var generator = CounterGenerator(seed: seed, purpose: RandomPurpose.clusters.rawValue)
    var best: (added: [Double], distance: Double)?
    for _ in 0..<Self.starts {
      let found = Self.added(sample, dimensions, some, count: count, clusters: min(clusters, taken), &generator)
      if best.map({ found.distance < $0.distance }) ?? true { best = found }
    }
    guard let best else { return self }
    return FeatureScaling(scaled: Self.moved(points, dimensions, batches, by: best.added), dimensions: dimensions)
  }

  /// What each batch adds (batches × D) from one start, and the sum of the squared distances that are left.
  private static func added(
    _ points: [Float], _ dimensions: Int, _ batches: [Int32], count: Int, clusters: Int,
    _ generator: inout CounterGenerator
  ) -> (added: [Double], distance: Double) {
    var added = [Double](repeating: 0, count: count * dimensions), moved = points
    var centers = KMeans.spread(points, dimensions, clusters, &generator), labels: [Int32] = []
    for _ in 0..<100 {
      let (next, distances) = KMeans.nearest(moved, dimensions, centers)
      guard next != labels else { break }
      labels = next
      centers = KMeans.means(moved, dimensions, labels, distances, count: clusters)
      let rest = Self.moved(points, dimensions, labels, by: centers.map(Double.init))
      added = means(rest, dimensions, of: batches, count: count)
      moved = Self.moved(points, dimensions, batches, by: added)
    }
    return (added, KMeans.nearest(moved, dimensions, centers).1.reduce(0) { $0 + Double($1) })
  }

  /// Points (N × D) without the means of their batches.
  public static func centered(_ points: [Float], dimensions: Int, batches: [Int32], count: Int) -> [Float] {
    moved(points, dimensions, batches, by: means(points, dimensions, of: batches, count: count))
  }

  private static func means(_ points: [Float], _ dimensions: Int, of batches: [Int32], count: Int) -> [Double] {
    var sums = [Double](repeating: 0, count: count * dimensions), sizes = [Double](repeating: 0, count: count)
    for (row, batch) in batches.enumerated() {
      sizes[Int(batch)] += 1
      for d in 0..<dimensions { sums[Int(batch) * dimensions + d] += Double(points[row * dimensions + d]) }
    }
    return sums.indices.map { sums[$0] / max(sizes[$0 / dimensions], 1) }
  }

  /// Each point less what its group of some (groups × D) says.
  private static func moved(
    _ points: [Float], _ dimensions: Int, _ groups: [Int32], by offsets: [Double]
  ) -> [Float] {
    var moved = points
    for (row, group) in groups.enumerated() {
      for d in 0..<dimensions { moved[row * dimensions + d] -= Float(offsets[Int(group) * dimensions + d]) }
    }
    return moved
  }
}
