/// A partition of points into K clusters, found without a label.
///
/// Where K Gaussians foretell points held out as well as 2K do, it is theirs. Otherwise it is the one that the points' graph of
/// neighbors agrees with best: its eigenvectors are divided by k-means, and five layouts of the graph (10, 2, 5 and 10 dimensions from its eigenvectors, 5 from anywhere) are each divided by k-means,
/// Ward's method and mixtures with full and diagonal covariances. With H the clusters as one-hot rows and P the walk,
/// J = Hᵀ P² H / N is the joint distribution of the clusters at both ends of two steps: the partition whose ends have the
/// largest mutual information is taken. No label is looked at.
public struct Partition: Sendable {
  /// Each point's cluster, 0..<K.
  public let clusters: [Int32]
  /// The share of points in each.
  public let shares: [Double]
  /// The mutual information of two steps of the walk, in nats, at most log K.
  public let information: Double
  /// What gave it, such as "Ward in 5 dimensions".
  public let method: String

  /// Progress and a wish to stop: called with the share done; false stops.
  public typealias Watch = (Double) -> Bool

  private static let layouts: [(dimensions: Int, start: GraphLayout.Start)] = [
    (10, .spectral), (2, .spectral), (5, .spectral), (10, .spectral), (5, .uniform),
  ]
  /// Ward's method looks at all pairs; beyond so many points it merges centers of k-means.
  private static let mostPairs = 4000

  /// The best partition of points on comparable axes into `count` clusters; nil when `watch` stops it or memory is out.
  public init?(_ scaled: FeatureScaling, graph: NeighborGraph, count: Int, seed: UInt64, watch: Watch = { _ in true }) {
    if let mixture = MixturePartition(scaled.points, dimensions: scaled.dimensions, count: count, seed: seed) {
      let information = graph.information(of: mixture.clusters, count: count)
      self.init(clusters: mixture.clusters, count: count, information: information, method: mixture.method)
      return
    }
    var best = Self.spectral(graph, count: count, seed: seed)
    for (index, (dimensions, start)) in Self.layouts.enumerated() {
      guard watch(Double(index) / Double(Self.layouts.count)) else { return nil }
      let layout = GraphLayout(dimensions: dimensions, start: start, seed: seed &+ UInt64(index))
      guard let places = layout.places(of: graph, isCancelled: { !watch(Double(index) / Double(Self.layouts.count)) })
      else { return nil }
      for (method, clusters) in Self.candidates(places, dimensions, count: count, seed: layout.seed) {
        let information = graph.information(of: clusters, count: count)
        if information > best.information {
          best = Partition(
            clusters: clusters, count: count, information: information, method: "\(method) in \(dimensions) dimensions")
        }
      }
    }
    self = best
  }

  /// The same clusters under other numbers: `order` tells which of them gets each number.
  public func ordered(_ order: [Int]) -> Partition {
    var numbers = Array(repeating: Int32(0), count: order.count)
    for (number, cluster) in order.enumerated() { numbers[cluster] = Int32(number) }
    return Partition(
      clusters: clusters.map { numbers[Int($0)] }, count: shares.count, information: information, method: method)
  }

  private init(clusters: [Int32], count: Int, information: Double, method: String) {
    self.clusters = clusters
    var sizes = [Double](repeating: 0, count: count)
    for cluster in clusters { sizes[Int(cluster)] += 1 / Double(clusters.count) }
    shares = sizes
    self.information = information
    self.method = method
  }

  /// k-means on as many eigenvectors of the graph as tell K clusters apart: exact where the graph falls into them.
  private static func spectral(_ graph: NeighborGraph, count: Int, seed: UInt64) -> Partition {
    let dimensions = min(max(count - 1, 1), 10)
    let axes = SpectralAxes.coordinates(of: graph, count: dimensions, seed: seed)
    let clusters = KMeans.clusters(of: axes, dimensions: dimensions, count: count, seed: seed).labels
    return Partition(
      clusters: clusters, count: count, information: graph.information(of: clusters, count: count),
      method: "k-means on \(dimensions == 1 ? "an eigenvector" : "\(dimensions) eigenvectors") of their graph")
  }

  private static func candidates(
    _ places: [Float], _ dimensions: Int, count: Int, seed: UInt64
  ) -> [(method: String, clusters: [Int32])] {
    let means = KMeans.clusters(of: places, dimensions: dimensions, count: count, seed: seed).labels
    let ward = ward(places, dimensions, count: count, seed: seed)
    var all = [("k-means", means), ("Ward", ward)]
    for (start, name) in [(means, "k-means"), (ward, "Ward")] {
      for (covariance, form) in [(GaussianClusters.Covariance.full, "full"), (.diagonal, "diagonal")] {
        guard
          let mixture = GaussianClusters(
            places, dimensions: dimensions, clusters: start, count: count, covariance: covariance)
        else { continue }
        all.append(("a mixture of \(form) covariances from \(name)", mixture.clusters(of: places)))
      }
    }
    return all
  }

  private static func ward(_ places: [Float], _ dimensions: Int, count: Int, seed: UInt64) -> [Int32] {
    let size = places.count / dimensions
    guard size > mostPairs else { return Ward.clusters(of: places, dimensions: dimensions, count: count) }
    let (labels, centers) = KMeans.clusters(
      of: places, dimensions: dimensions, count: max(mostPairs / 4, count), starts: 1, seed: seed)
    let merged = Ward.clusters(of: centers, dimensions: dimensions, count: count)
    return labels.map { merged[Int($0)] }
  }
}
