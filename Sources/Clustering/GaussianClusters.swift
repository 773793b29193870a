import CKernels
import CLAPACK

#if canImport(Glibc)
  import Glibc
#endif

/// A mixture of K Gaussians with full or diagonal covariances, fitted by expectation and maximization (Dempster, Laird and
/// Rubin 1977) from a partition.
public struct GaussianClusters: Sendable {
  /// The form of the covariances.
  public enum Covariance: Sendable {
    case full, diagonal
  }

  /// K, the shares of the components.
  public private(set) var shares: [Double]
  /// log p(x), averaged over the points, in nats.
  public private(set) var likelihood = -Double.infinity
  private let dimensions: Int
  private let covariance: Covariance
  private var means: [Float]
  /// Lower triangular F with Fᵀ F = Σ⁻¹, and log share - ½ log |2π Σ|, for each component.
  private var factors: [Float]
  private var constants: [Float]

  /// Fits to points (N × `dimensions`) from their clusters 0..<K; nil if memory is out.
  ///
  /// - Parameter floor: added to every variance, as a share of the points' mean variance.
  public init?(
    _ points: [Float], dimensions: Int, clusters: [Int32], count: Int, covariance: Covariance, floor: Double = 1e-4,
    steps: Int = 100
  ) {
    self.dimensions = dimensions
    self.covariance = covariance
    shares = []
    means = []
    factors = []
    constants = []
    var responsibilities = [Float](repeating: 0, count: clusters.count * count)
    for (row, cluster) in clusters.enumerated() { responsibilities[row * count + Int(cluster)] = 1 }
    let floor = floor * Self.meanVariance(points, dimensions)
    for _ in 0..<steps {
      guard maximize(points, responsibilities, count: count, floor: floor) else { return nil }
      let before = likelihood
      responsibilities = logDensities(of: points)
      likelihood = gm_responsibilities(Int64(clusters.count), Int64(count), &responsibilities) / Double(clusters.count)
      if likelihood - before < 1e-5 { break }
    }
  }

  /// log share_k + log N(x | k), N × K.
  public func logDensities(of points: [Float]) -> [Float] {
    let size = points.count / dimensions
    var densities = [Float](repeating: 0, count: size * shares.count)
    gm_gaussian_log_densities(
      Int64(size), Int64(dimensions), Int64(shares.count), points, means, factors, constants, &densities)
    return densities
  }

  /// Each point's likeliest component.
  public func clusters(of points: [Float]) -> [Int32] {
    let densities = logDensities(of: points), count = shares.count
    return (0..<points.count / dimensions).map { row in
      Int32((0..<count).max { densities[row * count + $0] < densities[row * count + $1] } ?? 0)
    }
  }

  /// log p(x), averaged over some points, in nats.
  public func meanLogDensity(of points: [Float]) -> Double {
    let size = points.count / dimensions
    var densities = logDensities(of: points)
    return gm_responsibilities(Int64(size), Int64(shares.count), &densities) / Double(max(size, 1))
  }

  private static func meanVariance(_ points: [Float], _ dimensions: Int) -> Double {
    let scaled = Double(max(points.count / dimensions, 1))
    let sums = (0..<dimensions).map { d in
      var sum = 0.0, squares = 0.0
      for i in stride(from: d, to: points.count, by: dimensions) {
        sum += Double(points[i])
        squares += Double(points[i]) * Double(points[i])
      }
      return squares / scaled - (sum / scaled) * (sum / scaled)
    }
    return max(sums.reduce(0, +) / Double(dimensions), 1e-12)
  }

  private mutating func maximize(
    _ points: [Float], _ responsibilities: [Float], count: Int, floor: Double
  ) -> Bool {
    let D = dimensions, size = 1 + D + D * D, rows = points.count / D
    var moments = [Double](repeating: 0, count: count * size)
    guard
      gm_weighted_moments(
        Int64(rows), Int64(D), Int64(count), covariance == .diagonal ? 1 : 0, points, responsibilities, &moments) != 0
    else { return false }
    (shares, means, factors, constants) = ([], [], [], [])
    for k in 0..<count {
      let m = moments[k * size..<(k + 1) * size], weight = max(m[k * size], 1e-8)
      let mean = (0..<D).map { m[k * size + 1 + $0] / weight }
      var sigma = [Double](repeating: 0, count: D * D)
      for r in 0..<D {
        for c in (covariance == .diagonal ? r : 0)...r {
          sigma[r * D + c] = m[k * size + 1 + D + r * D + c] / weight - mean[r] * mean[c]
        }
        sigma[r * D + r] = max(sigma[r * D + r], 0) + floor
      }
      append(mean, sigma, share: weight / Double(rows), floor: floor)
    }
    return true
  }

  /// A component of that mean and covariance (lower triangle).
  private mutating func append(_ mean: [Double], _ sigma: [Double], share: Double, floor: Double) {
    let D = dimensions, n = Int32(dimensions)
    var factor = sigma
    if LAPACKE_dpotrf(LAPACK_ROW_MAJOR, CChar(UInt8(ascii: "L")), n, &factor, n) != 0 {
      // Rounding made it indefinite: its diagonal alone is not.
      factor = (0..<D * D).map { $0 % (D + 1) == 0 ? max(sigma[$0], floor).squareRoot() : 0 }
    }
    let logDeterminant = (0..<D).reduce(0) { $0 + 2 * log(factor[$1 * D + $1]) }
    LAPACKE_dtrtri(LAPACK_ROW_MAJOR, CChar(UInt8(ascii: "L")), CChar(UInt8(ascii: "N")), n, &factor, n)
    shares.append(share)
    means += mean.map(Float.init)
    factors += factor.map(Float.init)
    constants.append(Float(log(max(share, 1e-300)) - 0.5 * (logDeterminant + Double(D) * log(2 * Double.pi))))
  }
}
