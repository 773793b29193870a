import TestSupport
import Testing

@testable import Clustering

/// `clusters.json` holds what SciPy and scikit-learn computed.
@Suite("Clusters of points")
struct ClusterTests {
  struct Expected: Decodable {
    let points: ReferenceArray
    let ward: [Int]
    let degrees: ReferenceArray
    let axes: ReferenceArray
    let information: Double
    let full: Double
    let diagonal: Double
  }

  static let expected = Result { try reference(Expected.self, "clusters.json") }

  private func points() throws -> [Float] { try Self.expected.get().points.values.map(Float.init) }

  /// The clusters of either numbering, each by the first point that has its number.
  private func canonical(_ labels: some Sequence<Int>) -> [Int] {
    var numbers: [Int: Int] = [:]
    return labels.map { label in
      let number = numbers[label] ?? numbers.count
      numbers[label] = number
      return number
    }
  }

  @Test("by Ward's method are SciPy's")
  func ward() throws {
    let found = Ward.clusters(of: try points(), dimensions: 3, count: 4)
    #expect(canonical(found.map(Int.init)) == canonical(try Self.expected.get().ward))
  }

  @Test("as mixtures are as likely as scikit-learn's from the same start")
  func mixtures() throws {
    let expected = try Self.expected.get(), start = expected.ward.map(Int32.init)
    for (covariance, likelihood) in [(GaussianClusters.Covariance.full, expected.full), (.diagonal, expected.diagonal)]
    {
      let found = try #require(
        GaussianClusters(
          points(), dimensions: 3, clusters: start, count: 4, covariance: covariance, floor: 1e-3, steps: 2000))
      #expect(abs(found.likelihood - likelihood) < 5e-3, "\(covariance): \(found.likelihood), \(likelihood)")
      #expect(abs(found.meanLogDensity(of: try points()) - found.likelihood) < 1e-4)
    }
  }

  @Test("the graph's degrees and slowest axes, and what a partition keeps of its walk, are NumPy's")
  func graph() throws {
    let expected = try Self.expected.get()
    let graph = try #require(NeighborGraph(points(), dimensions: 3))
    expectClose(graph.degrees.map(Float.init), expected.degrees.values, relative: 1e-4, "degrees")
    let axes = SpectralAxes.coordinates(of: graph, count: 3, seed: 1)
    expectClose(axes, expected.axes.values, relative: 1e-3, "axes")
    let information = graph.information(of: expected.ward.map(Int32.init), count: 4)
    #expect(abs(information - expected.information) < 1e-4)
  }

  @Test("around means have the least squares of all starts, and none is empty, even with equal points")
  func means() throws {
    let points = try points()
    let few = KMeans.clusters(of: points, dimensions: 3, count: 4, starts: 1, seed: 3)
    let many = KMeans.clusters(of: points, dimensions: 3, count: 4, starts: 10, seed: 3)
    func squares(_ centers: [Float]) -> Float { KMeans.nearest(points, 3, centers).1.reduce(0, +) }
    #expect(squares(many.centers) <= squares(few.centers))
    #expect(Set(many.labels).count == 4)
    let equal = KMeans.clusters(of: [Float](repeating: 1, count: 30), dimensions: 3, count: 4, seed: 1)
    #expect(equal.labels.count == 10 && equal.centers.allSatisfy { $0 == 1 })
  }
}
