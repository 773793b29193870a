import CKernels
import TestSupport
import Testing

@testable import Projection

/// `tsne.json` holds 300 of scikit-learn's handwritten digits. umap-learn's numbers come from its release 0.5.12:
///
///     digits = sklearn.datasets.load_digits().data[:300]
///     trustworthiness(digits, umap.UMAP(random_state=seed).fit_transform(digits), n_neighbors=12)   # of seeds 0, 1, 2
///     umap.umap_.find_ab_params(1, distance)
///     umap.umap_.smooth_knn_dist(distances, neighbors)   # a point itself stands first; degrees are exp(-(d - rho) / sigma)
@Suite("UMAP")
struct UMAPTests {
  private static let digits = Result {
    try reference(TSNETests.Digits.self, "tsne.json").data.values.map(Float.init)
  }

  @Test("keeps neighbors as well as umap-learn's", arguments: [0, 1, 2] as [UInt64])
  func trustworthiness(seed: UInt64) throws {
    let digits = try Self.digits.get(), found = try UMAP(seed: seed).embed(digits, dimensions: 64)
    let kept = Neighborhoods.trustworthiness(of: found, 2, for: digits, 64, neighbors: 12)
    #expect(kept > 0.986 - 0.02, "\(kept)")
  }

  @Test(
    "has umap-learn's curve of closeness",
    arguments: [(0, 1.9328, 0.7905), (0.1, 1.5769, 0.8951), (0.5, 0.5830, 1.3342), (0.9, 0.1649, 1.8030)])
  func curve(distance: Double, a: Double, b: Double) {
    let found = UMAP.curve(distance: distance)
    #expect(abs(found.a - a) < 1e-3 && abs(found.b - b) < 1e-3, "\(found)")
  }

  @Test("gives each row of neighbors umap-learn's degrees")
  func memberships() {
    var degrees =
      [
        0.25, 1, 2.25, 4, 16, 0, 1, 1, 1, 9, 0.01, 0.01, 0.01, 0.01, 0.01, 4, 6.25, 49, 50.41, 400,
      ] as [Float]
    gm_neighbor_memberships(4, 5, 2.584962500721156, &degrees)
    let expected =
      [
        1, 0.693463, 0.480891, 0.33348, 0.077119, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1, 0.897083, 0.337541, 0.330288,
        0.020044,
      ] as [Float]
    for (degree, value) in zip(degrees, expected) { #expect(abs(degree - value) < 1e-4) }
  }

  @Test("joins what both ends say of an edge as two fuzzy statements")
  func union() {
    let matrix = SymmetricMatrix([1, 2, 0], [0.5, 0.25, 0.5], width: 1, joining: .union)
    #expect(matrix.starts == [0, 2, 4, 6] && matrix.columns == [1, 2, 0, 2, 0, 1])
    #expect(matrix.values == [0.5, 0.5, 0.5, 0.25, 0.5, 0.25])
    let both = SymmetricMatrix([1, 0], [0.5, 0.25], width: 1, joining: .union)
    #expect(both.values == [0.625, 0.625])
  }

  @Test("has the same bits for any number of threads, also where neighbors are not exact", arguments: [500, 10_500])
  func threads(count: Int) throws {
    let before = gm_threads()
    defer { gm_set_threads(before) }
    let points = Self.sheets(count: count)
    let found = try ([1, 2, 3] as [Int32]).map { threads in
      gm_set_threads(threads)
      return try UMAP(seed: 4, epochs: 20).embed(points, dimensions: 5)
    }
    #expect(found[0] == found[1] && found[1] == found[2])
    #expect(try UMAP(seed: 5, epochs: 20).embed(points, dimensions: 5) != found[0])
  }

  @Test("finds nearly all neighbors beyond 10,000 points", arguments: [14, 32])
  func recall(width: Int) throws {
    let points = Self.sheets(count: 10_500)
    let exact = try Neighbors(of: points, dimensions: 5, width: width)
    let fast = try Neighbors(of: points, dimensions: 5, width: width, search: .fast(seed: 1))
    var found = 0
    for row in 0..<10_500 {
      let edges = row * width..<(row + 1) * width
      found += Set(exact.indices[edges]).intersection(fast.indices[edges]).count
      #expect(
        fast.distances[edges].elementsEqual(fast.distances[edges].sorted()) && !fast.indices[edges].contains(Int32(row))
      )
    }
    #expect(Double(found) > 0.98 * Double(exact.indices.count), "\(Double(found) / Double(exact.indices.count))")
  }

  @Test("finds neighbors among many equal points", arguments: [14, 32])
  func equal(width: Int) throws {
    let points = [Float](repeating: 1, count: 10_001) + (0..<200).map { Float($0) }
    let near = try Neighbors(of: points, dimensions: 1, width: width, search: .fast(seed: 1))
    for row in 0..<10_201 { #expect(Set(near.indices[row * width..<(row + 1) * width]).count == width) }
    #expect(near.indices.allSatisfy { (0..<10_201).contains($0) })
  }

  @Test("any finite points have a place", arguments: TSNETests.degenerate.map(\.name))
  func places(name: String) throws {
    let (_, points, dimensions) = try #require(TSNETests.degenerate.first { $0.name == name })
    let found = try UMAP(epochs: 30).embed(points, dimensions: dimensions)
    #expect(found.count == 2 * points.count / dimensions && found.allSatisfy { $0.isFinite })
  }

  @Test("tells of neighbors and of epochs, and stops at either when told to")
  func progress() throws {
    let points = Self.sheets(count: 10_100)
    var isSearching = false, steps: [Int] = []
    _ = try UMAP(epochs: 15).embed(points, dimensions: 5) {
      switch $0 {
      case .neighbors(let done): isSearching = done > 0 && done <= 1
      case .steps(let step, let all, let divergence):
        steps.append(step)
        #expect(all == 15 && divergence == nil)
      }
      return true
    }
    #expect(isSearching && steps == [0, 10, 15])
    #expect(throws: ProjectionError.cancelled) { try UMAP().embed(points, dimensions: 5) { _ in false } }
    #expect(throws: ProjectionError.cancelled) {
      try UMAP().embed(points, dimensions: 5) { if case .steps = $0 { false } else { true } }
    }
  }

  @Test("options that mean nothing are refused with what was expected")
  func refused() {
    #expect(throws: ProjectionError.self) { try UMAP(neighbors: 1).embed([1, 2], dimensions: 1) }
    #expect(throws: ProjectionError.self) { try UMAP(distance: 1).embed([1, 2], dimensions: 1) }
    #expect(throws: ProjectionError.self) { try UMAP(distance: .nan).embed([1, 2], dimensions: 1) }
    #expect(throws: ProjectionError.notFinite(point: 1)) { try UMAP().embed([1, 2, 3, .nan], dimensions: 2) }
  }

  /// Curved sheets in five dimensions, with noise.
  private static func sheets(count: Int) -> [Float] {
    var noise = [Float](repeating: 0, count: 5 * count)
    gm_normals(8, 1, 0, 0, Int64(5 * count), &noise)
    return (0..<count).flatMap { i -> [Float] in
      let sheet = Float(i % 7), u = Float(i) / Float(count)
      let place = [6 * u, sheet, 3 * (1 - u) * u, sheet * u, 0]
      return (0..<5).map { place[$0] + 0.2 * noise[5 * i + $0] }
    }
  }
}
