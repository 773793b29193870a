import Clustering
import Data

/// Whether the same way to clusters leads to the same clusters again.
public enum Stability {
  /// How many examples are divided, and how often.
  private static let examples = 1000
  private static let seeds: UInt64 = 3
  /// Below such an agreement, clusters are a matter of chance.
  public static let least = 0.8

  /// The mean agreement (adjusted Rand index) of partitions of a sample that differ by their seeds; nil where `watch` stops it,
  /// or memory is out.
  public static func agreement(
    of dataset: Dataset, components: Int, seed: UInt64, watch: (Double) -> Bool
  ) -> Double? {
    let scaled = TrainingSample(of: dataset, most: examples).scaled(clusters: components, seed: seed)
    guard let graph = NeighborGraph(scaled.points, dimensions: scaled.dimensions) else { return nil }
    var partitions: [[Int]] = []
    for number in 0..<seeds {
      let partition = Partition(scaled, graph: graph, count: components, seed: seed &+ 1000 &* number) { done in
        watch((Double(number) + done) / Double(seeds))
      }
      guard let partition else { return nil }
      partitions.append(partition.clusters.map(Int.init))
    }
    return agreement(of: partitions)
  }

  /// The shares of examples in each of some components, the largest first; components without examples are left out.
  public static func shares(of assignments: [Int], components: Int) -> [Double] {
    var counts = [Int](repeating: 0, count: components)
    for component in assignments { counts[component] += 1 }
    return counts.filter { $0 > 0 }.sorted(by: >).map { Double($0) / Double(assignments.count) }
  }

  /// The mean adjusted Rand index of all pairs; nil if there is no pair.
  public static func agreement(of assignments: [[Int]]) -> Double? {
    let pairs = assignments.indices.flatMap { first in assignments[(first + 1)...].map { (assignments[first], $0) } }
    guard !pairs.isEmpty else { return nil }
    return pairs.reduce(0) { $0 + ClusterMetrics.agreement($1.0, $1.1) } / Double(pairs.count)
  }
}
