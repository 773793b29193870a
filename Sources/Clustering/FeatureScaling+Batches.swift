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
    let sizes = batches.reduce(into: [Double](repeating: 0, count: count)) { $0[Int($1)] += 1 }
    var added = [Double](repeating: 0, count: count * dimensions), moved = points
    var centers = KMeans.spread(points, dimensions, clusters, &generator), labels: [Int32] = []
    for _ in 0..<100 {
      let (next, distances) = KMeans.nearest(moved, dimensions, centers)
      guard next != labels else { break }
      labels = next
      centers = KMeans.means(moved, dimensions, labels, distances, count: clusters)
      added = [Double](repeating: 0, count: count * dimensions)
      for (row, batch) in batches.enumerated() {
        for d in 0..<dimensions {
          let rest = points[row * dimensions + d] - centers[Int(labels[row]) * dimensions + d]
          added[Int(batch) * dimensions + d] += Double(rest) / sizes[Int(batch)]
        }
      }
      moved = Self.moved(points, dimensions, batches, by: added)
    }
    return (added, KMeans.nearest(moved, dimensions, centers).1.reduce(0) { $0 + Double($1) })
  }

  private static func moved(
    _ points: [Float], _ dimensions: Int, _ batches: [Int32], by added: [Double]
  ) -> [Float] {
    var moved = points
    for (row, batch) in batches.enumerated() {
      for d in 0..<dimensions { moved[row * dimensions + d] -= Float(added[Int(batch) * dimensions + d]) }
    }
    return moved
  }
}
