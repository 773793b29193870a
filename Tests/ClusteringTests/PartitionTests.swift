import CKernels
import Compute
import Testing

@testable import Clustering

#if canImport(Glibc)
  import Glibc
#endif

@Suite("A partition found without labels")
struct PartitionTests {
  /// Two half circles, each reaching into the other, with noise.
  private func moons(_ count: Int) -> (points: [Float], labels: [Int32]) {
    var generator = CounterGenerator(seed: 4, purpose: RandomPurpose.data.rawValue)
    var points: [Float] = [], labels: [Int32] = []
    for index in 0..<count {
      let isUpper = index % 2 == 0, angle = Double.pi * generator.uniform()
      let x = isUpper ? cos(angle) : 1 - cos(angle), y = isUpper ? sin(angle) : 0.5 - sin(angle)
      points += [Float(x + 0.05 * generator.normal()), Float(y + 0.05 * generator.normal())]
      labels.append(isUpper ? 0 : 1)
    }
    return (points, labels)
  }

  /// Three clusters of unequal size and shape, which a mixture is all there is to.
  private func clouds() -> (points: [Float], labels: [Int32]) {
    var generator = CounterGenerator(seed: 6, purpose: RandomPurpose.data.rawValue)
    var points: [Float] = [], labels: [Int32] = []
    for (label, (count, center, spread)) in [(240, 0.0, 1.0), (120, 5.0, 0.5), (40, -5.0, 0.4)].enumerated() {
      for _ in 0..<count {
        let first = generator.normal(), second = generator.normal(), third = generator.normal()
        points += [center + 2 * spread * first, spread * (first + 0.5 * second) - center, spread * third].map(
          Float.init)
        labels.append(Int32(label))
      }
    }
    return (points, labels)
  }

  private func partition(_ points: [Float], _ dimensions: Int, count: Int) throws -> Partition {
    let scaled = FeatureScaling(points, dimensions: dimensions)
    let graph = try #require(NeighborGraph(scaled.points, dimensions: scaled.dimensions))
    return try #require(Partition(scaled, graph: graph, count: count, seed: 1))
  }

  @Test("leaves out what batches add, also if each has the kinds in other shares")
  func batches() throws {
    var generator = CounterGenerator(seed: 8, purpose: RandomPurpose.data.rawValue)
    let shares = [[0.7, 0.98], [0.02, 0.3]], centers: [[Double]] = [[3, 0, 0], [0, 3, 0], [0, 0, 3]]
    // In the second batch the first kind lies where the second does in the first.
    let added: [[Double]] = [[0, 0, 0], [-3, 3, 0]]
    var points: [Float] = [], batches: [Int32] = [], labels: [Int32] = []
    for index in 0..<400 {
      let batch = index % 2, draw = generator.uniform()
      let label = draw < shares[batch][0] ? 0 : draw < shares[batch][1] ? 1 : 2
      points += (0..<3).map { Float(centers[label][$0] + added[batch][$0] + 0.5 * generator.normal()) }
      batches.append(Int32(batch))
      labels.append(Int32(label))
    }
    let scaled = FeatureScaling(points, dimensions: 3)
    #expect(purity(try partition(points, 3, count: 3).clusters, labels) < 0.9)
    let without = scaled.without(batches: batches, count: 2, clusters: 3, seed: 1)
    let graph = try #require(NeighborGraph(without.points, dimensions: 3))
    let found = try #require(Partition(without, graph: graph, count: 3, seed: 1))
    #expect(purity(found.clusters, labels) > 0.98)
  }

  /// The share of points whose cluster has mostly their label.
  private func purity(_ clusters: [Int32], _ labels: [Int32]) -> Double {
    let counts = Dictionary(
      zip(zip(clusters, labels).map { $0 * 100 + $1 }, repeatElement(1, count: labels.count)), uniquingKeysWith: +)
    let largest = Set(clusters).map { cluster in counts.filter { $0.key / 100 == cluster }.map(\.value).max() ?? 0 }
    return Double(largest.reduce(0, +)) / Double(labels.count)
  }

  @Test("follows the neighbors where clusters are bent")
  func bent() throws {
    let (points, labels) = moons(600)
    let found = try partition(points, 2, count: 2)
    #expect(!found.method.hasPrefix("a mixture of full covariances") || found.method.contains("dimensions"))
    #expect(purity(found.clusters, labels) >= 0.99)
  }

  @Test("is a mixture of Gaussians where that is all there is, however unequal they are")
  func gaussian() throws {
    let (points, labels) = clouds()
    let found = try partition(points, 3, count: 3)
    #expect(found.method.hasPrefix("a mixture of"), "\(found.method)")
    #expect(purity(found.clusters, labels) >= 0.99)
    #expect(found.shares.sorted().map { ($0 * 10).rounded() } == [1, 3, 6])
  }

  @Test("is the same for any number of threads")
  func threads() throws {
    let before = Engine.threads
    defer { gm_set_threads(Int32(before)) }
    let points = moons(400).points
    let found = try [1, 2, 3].map { threads in
      gm_set_threads(Int32(threads))
      return try partition(points, 2, count: 4)
    }
    #expect(found[0].clusters == found[1].clusters && found[1].clusters == found[2].clusters)
    #expect(found[0].information == found[1].information && found[1].information == found[2].information)
  }

  @Test("stops when it is asked to")
  func stops() throws {
    let scaled = FeatureScaling(moons(400).points, dimensions: 2)
    let graph = try #require(NeighborGraph(scaled.points, dimensions: 2))
    var asked = 0
    #expect(
      Partition(scaled, graph: graph, count: 2, seed: 1) { _ in
        asked += 1
        return asked < 5
      } == nil)
  }

  @Test("columns in one unit keep their proportions, others count alike, constants are gone")
  func scaling() {
    let rows = (0..<100).map { Float($0 % 10) }
    let oneUnit = FeatureScaling(rows.flatMap { [$0, 2 * $0, 7] }, dimensions: 3)
    #expect(oneUnit.dimensions == 2 && abs(oneUnit.points[1] / oneUnit.points[0] - 2) < 1e-4)
    let others = FeatureScaling(rows.flatMap { [$0, 1000 * Float(Int($0) % 3), $0, $0, $0] }, dimensions: 5)
    let squares = (0..<5).map { column in
      stride(from: column, to: others.points.count, by: 5).reduce(Float(0)) {
        $0 + others.points[$1] * others.points[$1]
      }
    }
    #expect(squares.allSatisfy { abs($0 / 100 - 1) < 1e-3 })
  }
}
