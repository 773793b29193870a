import Foundation
import Projection
import TestSupport
import Testing

/// `tsne.json` holds 300 of scikit-learn's handwritten digits and how well its own t-SNE keeps their neighbors.
@Suite("t-SNE")
struct TSNETests {
  struct Digits: Decodable {
    let data: ReferenceArray
    let neighbors: Int
    let trustworthiness: Double
    let divergence: Double
  }

  @Test("keeps neighbors as well as scikit-learn's", arguments: [0, 1, 2] as [UInt64])
  func trustworthiness(seed: UInt64) throws {
    let expected = try reference(Digits.self, "tsne.json")
    let data = expected.data.values.map(Float.init)
    let found = try TSNE(seed: seed).embed(data, dimensions: 64)
    let kept = Neighborhoods.trustworthiness(of: found.points, 2, for: data, 64, neighbors: expected.neighbors)
    #expect(kept > expected.trustworthiness - 0.01)
    #expect(found.divergence < expected.divergence * 1.05)
  }

  @Test("the same seed gives the same bits, another seed another picture")
  func repeatable() throws {
    let points = Self.clouds(count: 150, dimensions: 5)
    let first = try TSNE(iterations: 100, seed: 3).embed(points, dimensions: 5)
    #expect(try TSNE(iterations: 100, seed: 3).embed(points, dimensions: 5) == first)
    #expect(try TSNE(iterations: 100, seed: 4).embed(points, dimensions: 5).points != first.points)
  }

  @Test("clouds far apart come out apart")
  func clouds() throws {
    let found = try TSNE(iterations: 500).embed(Self.clouds(count: 200, dimensions: 60), dimensions: 60)
    let nearest = Neighborhoods.ranks(found.points, 2).map { $0.firstIndex(of: 1) ?? -1 }
    #expect(nearest.indices.allSatisfy { nearest[$0] % 2 == $0 % 2 })
  }

  @Test("reports its progress, and stops when told to")
  func progress() throws {
    let points = Self.clouds(count: 60, dimensions: 3)
    var neighbors: [Double] = [], seen: [Int] = []
    _ = try TSNE(iterations: 120).embed(points, dimensions: 3) {
      switch $0 {
      case .neighbors(let done): neighbors.append(done)
      case .steps(let step, let steps, let divergence):
        seen.append(step)
        #expect(steps == 120 && divergence.map { $0 > 0 } == true)
      }
      return true
    }
    #expect(neighbors == [1] && seen == [50, 100, 120])
    var calls = 0
    #expect(throws: ProjectionError.cancelled) {
      try TSNE(iterations: 500).embed(points, dimensions: 3) { _ in
        calls += 1; return calls < 2
      }
    }
    #expect(calls == 2)
  }

  static let degenerate: [(name: String, points: [Float], dimensions: Int)] = [
    ("no points", [], 3), ("one point", [1, 2, 3], 3), ("two points", [0, 1], 1), ("two equal points", [1, 1], 1),
    ("three points", [0, 0, 1, 0, 0, 1], 2), ("all equal", [Float](repeating: 7, count: 300), 3),
    ("all zero", [Float](repeating: 0, count: 100), 1), ("on a line", (0..<100).map(Float.init), 1),
    ("pairs of equal points", (0..<200).map { Float($0 / 4) }, 2),
    ("one far away", [Float](repeating: 0, count: 99) + [1e30], 1),
    ("huge", (0..<120).map { Float($0) * 1e36 }, 3), ("tiny", (0..<120).map { Float($0) * .leastNonzeroMagnitude }, 3),
    ("more equal points than neighbors", [Float](repeating: 1, count: 400) + (0..<40).map(Float.init), 2),
  ]

  @Test("any finite points have a place", arguments: degenerate.map(\.name))
  func places(name: String) throws {
    let (_, points, dimensions) = try #require(Self.degenerate.first { $0.name == name })
    let found = try TSNE(iterations: 60).embed(points, dimensions: dimensions)
    #expect(found.points.count == 2 * points.count / dimensions)
    #expect(found.points.allSatisfy { $0.isFinite })
    #expect(found.divergence.isFinite && found.perplexity >= 1)
  }

  @Test("few points lower the perplexity")
  func fewPoints() throws {
    #expect(try TSNE(iterations: 10).embed(Self.clouds(count: 31, dimensions: 2), dimensions: 2).perplexity == 10)
    #expect(try TSNE(iterations: 10).embed(Self.clouds(count: 100, dimensions: 2), dimensions: 2).perplexity == 30)
  }

  @Test("input that makes no points is refused with the reason")
  func refused() {
    #expect(throws: ProjectionError.shape(count: 5, dimensions: 2)) {
      try TSNE().embed([1, 2, 3, 4, 5], dimensions: 2)
    }
    #expect(throws: ProjectionError.shape(count: 2, dimensions: 0)) { try TSNE().embed([1, 2], dimensions: 0) }
    #expect(throws: ProjectionError.notFinite(point: 1)) { try TSNE().embed([1, 2, 3, .nan], dimensions: 2) }
    #expect(throws: ProjectionError.notFinite(point: 0)) { try TSNE().embed([.infinity, 2, 3, 4], dimensions: 2) }
    #expect(throws: ProjectionError.self) { try TSNE(perplexity: .nan).embed([1, 2], dimensions: 1) }
    #expect(throws: ProjectionError.self) { try TSNE(perplexity: 0.5).embed([1, 2], dimensions: 1) }
    #expect(throws: ProjectionError.self) { try TSNE(iterations: 0).embed([1, 2], dimensions: 1) }
  }

  private static let largeFolder = ProcessInfo.processInfo.environment["GMVAE_TSNE"]

  /// `Scripts/reference/projection_cases.py` makes the points and compares.
  @Test("10,000 points of 200 dimensions", .enabled(if: largeFolder != nil))
  func large() throws {
    let folder = URL(fileURLWithPath: try #require(Self.largeFolder))
    let points = try Data(contentsOf: folder.appending(path: "points.f32")).withUnsafeBytes {
      Array($0.bindMemory(to: Float.self))
    }
    let start = Date()
    let found = try TSNE().embed(points, dimensions: 200)
    print("gmvae: \(Date().timeIntervalSince(start)) s, KL \(found.divergence)")
    try found.points.withUnsafeBytes { try Data($0).write(to: folder.appending(path: "gmvae.f32")) }
    #expect(found.points.count == 20_000)
  }

  /// Two clouds in turn, a hundred standard deviations apart.
  private static func clouds(count: Int, dimensions: Int) -> [Float] {
    var state: UInt64 = 5
    return (0..<count * dimensions).map { element in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Float(state >> 40) / Float(1 << 24) + Float(element / dimensions % 2) * 30
    }
  }
}
