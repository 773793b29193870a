import CKernels
import Compute

/// Each point's nearest other points, nearest first.
public struct Neighbors: Sendable {
  /// How they are found.
  public enum Search: Sendable, Equatable {
    /// Every pair is compared.
    case exact
    /// Every pair of at most 10,000 points, of 100,000 if more than 32 neighbors are wanted; else nearly all neighbors are
    /// found, in a time that grows as N log N.
    case fast(seed: UInt64)
  }

  /// k, the number of each point's neighbors.
  public let width: Int
  /// N × k.
  public private(set) var indices: [Int32]
  /// Squared distances, N × k.
  public private(set) var distances: [Float]

  /// Looking at neighbors of neighbors takes the longer the more of them there are: 70,000 points of 50 dimensions take 2.5 s
  /// for 14 neighbors, where comparing all pairs takes 13 s, and 20 to 35 s for 90, where that takes 25 s.
  private static func mostCompared(_ width: Int) -> Int { width <= 32 ? 10_000 : 100_000 }

  /// Measures the distances between finite points given row-major, N × `dimensions`.
  ///
  /// - Parameters:
  ///   - width: at most N - 1 of them are looked for.
  ///   - watch: told the share done about once a second; ``ProjectionError/cancelled`` is thrown when it gives false.
  public init(
    of points: [Float], dimensions: Int, width: Int, search: Search = .exact, watch: (Double) -> Bool = { _ in true }
  ) throws(ProjectionError) {
    let count = points.count / max(dimensions, 1), k = min(width, count - 1)
    var indices = [Int32](repeating: 0, count: count * max(k, 0)),
      distances = [Float](repeating: 0, count: indices.count)
    var isStopped = false
    let isDone = Self.watched({
      isStopped = !watch($0); return !isStopped
    }) { goesOn, context in
      guard k > 0 else { return true }
      let (n, d, k) = (Int64(count), Int64(dimensions), Int64(k))
      if case .fast(let seed) = search, count > Self.mostCompared(width) {
        return gm_near_neighbors(
          n, d, k, points, seed, RandomPurpose.projection.rawValue, &indices, &distances, goesOn, context) != 0
      }
      guard gm_nearest_neighbors(n, d, k, points, &indices, &distances, goesOn, context) != 0 else { return false }
      gm_sort_neighbors(n, k, &indices, &distances)
      return true
    }
    if isStopped { throw .cancelled }
    guard isDone else { throw .memory }
    (self.width, self.indices, self.distances) = (max(k, 0), indices, distances)
  }

  /// Calls `body` with `watch` as a kernel takes it.
  private static func watched(
    _ watch: (Double) -> Bool, _ body: (gm_goes_on, UnsafeMutableRawPointer) -> Bool
  ) -> Bool {
    withoutActuallyEscaping(watch) { watch in
      var watch = watch
      return withUnsafeMutablePointer(to: &watch) { context in
        body({ $0?.assumingMemoryBound(to: ((Double) -> Bool).self).pointee($1) == true ? 1 : 0 }, context)
      }
    }
  }
}
