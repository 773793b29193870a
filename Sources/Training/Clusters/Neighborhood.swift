import Clustering
import Compute
import Data

#if canImport(Glibc)
  import Glibc
#endif

/// The training examples' neighbors and their partition, both functions of the data, K and the seed alone.
struct Neighborhood {
  private let graph: NeighborGraph
  /// The partition that training starts from.
  private(set) var partition: Partition
  private let found: Partition
  private let seed: UInt64

  /// Finds neighbors and partition; nil when `watch`, told the share done, stops it, or memory is out.
  ///
  /// `logarithms` says that ln(1 + y) is compared, as the encoder reads it.
  init?(_ dataset: Dataset, components: Int, logarithms: Bool, seed: UInt64, watch: (Double) -> Bool) {
    let scaled = TrainingSample(of: dataset, logarithms: logarithms).scaled(
      clusters: components, seed: seed)
    guard let graph = NeighborGraph(scaled.points, dimensions: scaled.dimensions, watch: { _ in watch(0) }),
      let partition = Partition(scaled, graph: graph, count: components, seed: seed, watch: watch)
    else { return nil }
    self.graph = graph
    (self.partition, found) = (partition, partition)
    self.seed = seed
  }

  /// Gives the clusters the numbers of the classes that most of their labeled examples are of, or those that they were found with.
  mutating func number(by labeled: LabeledExamples?) {
    partition = found
    guard let labeled else { return }
    let examples = labeled.indices(most: .max), clusters = examples.map { Int(found.clusters[Int($0)]) }
    partition = found.ordered(labeled.order(of: clusters, examples, count: found.shares.count))
  }

  /// A neighbor of each of some examples, one step of the walk away; `place` tells which visit of the epoch it is.
  func neighbors(of examples: UnsafeBufferPointer<Int32>, epoch: Int, from place: Int) -> [Int32] {
    let draws = CounterGenerator.uniforms(
      examples.count, from: place, seed: seed, purpose: .neighbors, epoch: UInt32(truncatingIfNeeded: epoch))
    return zip(examples, draws).map { Int32(graph.step(from: Int($0), $1)) }
  }

  /// The clusters of some examples.
  func clusters(of examples: UnsafeBufferPointer<Int32>) -> [Int32] { examples.map { partition.clusters[Int($0)] } }

  /// The clusters' shares, none of them 0.
  var shares: [Double] {
    let bounded = partition.shares.map { max($0, 1e-4) }
    return bounded.map { $0 / bounded.reduce(0, +) }
  }
}
