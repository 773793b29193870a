import Clustering
import Model

#if canImport(Glibc)
  import Glibc
#endif

/// What can be known of a model's clusters without a label, and beside the clusters that cost nothing: k-means and a mixture of
/// Gaussians with diagonal covariances.
///
/// All are measured by their mutual information with the clusters of neighbors, two steps of a walk away: log K where equal
/// clusters have no neighbors in one another, 0 where all examples are one cluster or clusters are drawn by lot.
public struct Confidence: Sendable {
  /// K.
  public let components: Int
  /// Components with at least one example in a thousand.
  public let used: Int
  /// The share of examples whose likeliest component has p(z|y) < 0.9.
  public let unsure: Double
  /// The clusters' mutual information with those of neighbors, in nats.
  public let information: Double
  /// The same of the cheap clusters, by their names.
  public let floors: [(name: String, information: Double)]

  /// How many examples are looked at.
  public static let examples = 4000
  /// By how much of log K a cheap way must be better to be called better: two runs of the same differ by about half of it.
  private static let margin = 0.05

  /// Of more columns a mixture is not cheap: 784 pixels and 30 components take 40 s.
  private static let mostMixtureDimensions = 100

  /// Looks at the encoding of a sample; nil if it is too small for a graph, or memory is out.
  public init?(_ encoding: Encoding, of sample: TrainingSample, seed: UInt64) {
    let count = encoding.components, scaled = sample.scaled(clusters: count, seed: seed)
    guard scaled.dimensions > 0, sample.count > count,
      let graph = NeighborGraph(scaled.points, dimensions: scaled.dimensions)
    else { return nil }
    let clusters = encoding.assignments.map(Int32.init)
    components = count
    used = (0..<Int32(count)).count { component in clusters.count { $0 == component } * 1000 >= clusters.count }
    unsure =
      Double((0..<encoding.count).count { encoding.responsibilities(of: $0).max() ?? 0 < 0.9 }) / Double(clusters.count)
    information = graph.information(of: clusters, count: count)
    let means = KMeans.clusters(
      of: scaled.points, dimensions: scaled.dimensions, count: count, starts: 3, seed: seed
    ).labels
    var cheap = [(name: "k-means", clusters: means)]
    if scaled.dimensions <= Self.mostMixtureDimensions,
      let mixture = GaussianClusters(
        scaled.points, dimensions: scaled.dimensions, clusters: means, count: count, covariance: .diagonal)
    {
      cheap.append(("a diagonal mixture", mixture.clusters(of: scaled.points)))
    }
    floors = cheap.map { ($0.name, graph.information(of: $0.clusters, count: count)) }
  }

  /// The cheap way that is clearly better; nil if none is.
  public var better: (name: String, information: Double)? {
    let bound = information + Self.margin * log(Double(components))
    return floors.filter { $0.information > bound }.max { $0.information < $1.information }
  }
}
