import CKernels
import Compute

#if canImport(Glibc)
  import Glibc
#endif

/// Points of many dimensions in the plane, neighbors beside neighbors: UMAP (McInnes et al. 2018).
///
/// The points are first brought to at most 50 principal components. Neighbors are exact to 10,000 points, nearly so beyond; as
/// in umap-learn a point counts as the first of its own, the descent takes 500 epochs to 10,000 points and 200 beyond, and
/// the rate falls linearly from 1. It starts at the first two principal components (Kobak and Linderman 2021). The same points,
/// options, build and machine give the same bits, whatever the number of threads.
public struct UMAP: Sendable, Equatable {
  /// How many of the nearest points count, the point itself included.
  public var neighbors: Int
  /// How near points may lie to each other, 0 to less than 1: the closeness of points begins to fall from there.
  public var distance: Double
  /// What decides the draws.
  public var seed: UInt64
  /// How often each edge may move its points; nil for 500, 200 beyond 10,000 points.
  public var epochs: Int?

  /// An embedding with options.
  public init(neighbors: Int = 15, distance: Double = 0.1, seed: UInt64 = 0, epochs: Int? = nil) {
    self.neighbors = neighbors
    self.distance = distance
    self.seed = seed
    self.epochs = epochs
  }

  private static let startSpread = 4.0
  private static let reportEvery = 10

  /// Brings points, row-major and N × `dimensions`, into the plane: N × 2, row-major.
  ///
  /// `onProgress` is called about once a second while neighbors are looked for, every 10 epochs and at the end; when it gives
  /// false, ``ProjectionError/cancelled`` is thrown.
  public func embed(
    _ points: [Float], dimensions: Int, onProgress: (EmbeddingProgress) -> Bool = { _ in true }
  ) throws(ProjectionError) -> [Float] {
    guard (2...10_000).contains(neighbors) else {
      throw .option(name: "neighbors", value: Double(neighbors), expected: "between 2 and 10,000")
    }
    guard distance >= 0, distance < 1 else {
      throw .option(name: "distance", value: distance, expected: "from 0 to less than 1")
    }
    let coordinates = try PrincipalCoordinates(points, dimensions: dimensions)
    guard coordinates.count > 1 else { return [Float](repeating: 0, count: 2 * coordinates.count) }
    let shares = try shares(coordinates, onProgress)
    var places = coordinates.places(spread: Self.startSpread, seed: seed)
    try descend(&places, shares, onProgress)
    return places
  }

  /// The share of all epochs in which each edge takes part: its weight over the largest. An edge's weight is the degree to
  /// which either end takes the other for its neighbor.
  private func shares(
    _ points: PrincipalCoordinates, _ onProgress: (EmbeddingProgress) -> Bool
  ) throws(ProjectionError) -> SymmetricMatrix {
    let near = try Neighbors(
      of: points.values, dimensions: points.dimensions, width: neighbors - 1, search: .fast(seed: seed),
      watch: { onProgress(.neighbors($0)) })
    var degrees = near.distances
    gm_neighbor_memberships(Int64(points.count), Int64(near.width), log2(Double(near.width + 1)), &degrees)
    var shares = SymmetricMatrix(near.indices, degrees, width: near.width, joining: .union)
    shares.scale(by: 1 / (shares.values.max() ?? 1))
    return shares
  }

  private func descend(
    _ places: inout [Float], _ shares: SymmetricMatrix, _ onProgress: (EmbeddingProgress) -> Bool
  ) throws(ProjectionError) {
    let count = places.count / 2, epochs = epochs ?? (count > 10_000 ? 200 : 500)
    let (a, b) = Self.curve(distance: distance)
    let layout = gm_layout(a: Float(a), b: Float(b), seed: seed, purpose: RandomPurpose.layout.rawValue)
    var moved = [Float](repeating: 0, count: count / 4 + 2)
    for epoch in 0..<epochs {
      if epoch % Self.reportEvery == 0, !onProgress(.steps(epoch, of: epochs, divergence: nil)) { throw .cancelled }
      shares.withKernelMatrix { matrix in
        withUnsafePointer(to: layout) {
          gm_plane_epoch($0, matrix, UInt32(epoch), 1 - Float(epoch) / Float(epochs), &places, &moved)
        }
      }
    }
    _ = onProgress(.steps(epochs, of: epochs, divergence: nil))
  }

  /// a and b of the curve 1 / (1 + a·d^2b) that is nearest to 1 up to a distance and e^-(d - distance) beyond, in the least
  /// squares of 300 places in 0…3: Levenberg and Marquardt's steps in log a and log b.
  static func curve(distance: Double) -> (a: Double, b: Double) {
    let places = (1..<300).map { 3 * Double($0) / 299 }
    func residuals(_ p: SIMD2<Double>) -> [(value: Double, slope: SIMD2<Double>)] {
      places.map { d in
        let a = exp(p.x), b = exp(p.y), power = a * pow(d, 2 * b), f = 1 / (1 + power)
        let target = d < distance ? 1 : exp(distance - d)
        return (f - target, SIMD2(-power * f * f, -power * f * f * 2 * b * log(d)))
      }
    }
    var p = SIMD2(0.0, 0.0), damping = 1e-3, now = residuals(p)
    for _ in 0..<100 {
      var xx = 0.0, xy = 0.0, yy = 0.0, gradient = SIMD2(0.0, 0.0)
      for (value, slope) in now {
        (xx, xy, yy) = (xx + slope.x * slope.x, xy + slope.x * slope.y, yy + slope.y * slope.y)
        gradient += slope * value
      }
      (xx, yy) = (xx * (1 + damping), yy * (1 + damping))
      let step = SIMD2(yy * gradient.x - xy * gradient.y, xx * gradient.y - xy * gradient.x) / (xx * yy - xy * xy)
      let next = residuals(p - step)
      func squares(_ all: [(value: Double, slope: SIMD2<Double>)]) -> Double {
        all.reduce(0) { $0 + $1.value * $1.value }
      }
      if squares(next) < squares(now) {
        (p, now, damping) = (p - step, next, damping / 10)
      } else {
        damping *= 10
      }
    }
    return (exp(p.x), exp(p.y))
  }
}
