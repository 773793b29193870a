import Compute
import Interruption

#if canImport(Glibc)
  import Glibc
#endif

/// A mixture of K Gaussians with diagonal covariances, Σ_k w_k N(m_k, v_k), fitted by expectation and maximization (Dempster,
/// Laird and Rubin 1977).
public struct GaussianMixture: Sendable, Equatable {
  /// D, the numbers of a point.
  public let dimensions: Int
  /// w, K numbers whose sum is 1.
  public private(set) var weights: [Double]
  /// m, K × D.
  public private(set) var means: [Double]
  /// v, K × D.
  public private(set) var variances: [Double]

  /// Added to every variance, so that a component of one point stays one.
  static let leastVariance = 1e-6

  /// K.
  public var components: Int { weights.count }

  /// A mixture to start from.
  init(weights: [Double], means: [Double], variances: [Double]) {
    dimensions = means.count / max(weights.count, 1)
    self.weights = weights
    self.means = means
    self.variances = variances
  }

  /// The likeliest of some mixtures fitted to points (N × D) from different starts; the numbers depend on the seed only.
  ///
  /// - Throws: only if it is interrupted.
  public init(
    of points: [Float], dimensions: Int, components: Int, seed: UInt64, starts: Int = 5
  ) throws(ComputeError) {
    try self.init(
      of: FittedPoints(points, dimensions: dimensions), components: components, seed: seed, starts: starts)
  }

  init(of points: FittedPoints, components: Int, seed: UInt64, starts: Int = 5) throws(ComputeError) {
    var generator = CounterGenerator(seed: seed, purpose: RandomPurpose.mixture.rawValue)
    var best: (mixture: GaussianMixture, likelihood: Double)?
    for _ in 0..<starts {
      let centers = try KMeansPlusPlus.centers(of: points, count: components, using: &generator)
      var mixture = GaussianMixture(around: centers, points)
      let likelihood = try mixture.fit(points)
      if best.map({ likelihood > $0.likelihood }) ?? true { best = (mixture, likelihood) }
    }
    self = best?.mixture ?? GaussianMixture(weights: [], means: [], variances: [])
  }

  /// Each point belongs to the nearest center.
  private init(around centers: [[Float]], _ points: FittedPoints) {
    let components = centers.count
    self.init(
      weights: Array(repeating: 1 / Double(components), count: components),
      means: centers.flatMap { $0.map(Double.init) },
      variances: Array(repeating: 1, count: components * points.dimensions))
    var nearest = [Int](repeating: 0, count: points.count)
    var least = [Double](repeating: .infinity, count: points.count)
    for (k, center) in centers.enumerated() {
      for (point, distance) in points.squaredDistances(from: center).enumerated() where distance < least[point] {
        (nearest[point], least[point]) = (k, distance)
      }
    }
    var responsibilities = [Double](repeating: 0, count: points.count * components)
    for (point, k) in nearest.enumerated() { responsibilities[point * components + k] = 1 }
    maximize(points, responsibilities)
  }

  /// Takes steps until the likelihood hardly rises.
  ///
  /// - Returns: the mean log likelihood of a point, in nats.
  @discardableResult
  mutating func fit(_ points: [Float], steps: Int = 100, tolerance: Double = 1e-5) throws(ComputeError) -> Double {
    try fit(FittedPoints(points, dimensions: dimensions), steps: steps, tolerance: tolerance)
  }

  private mutating func fit(
    _ points: FittedPoints, steps: Int = 100, tolerance: Double = 1e-5
  ) throws(ComputeError) -> Double {
    var (responsibilities, likelihood) = expect(points)
    for _ in 0..<steps {
      try ComputeError.throwIfInterrupted()
      maximize(points, responsibilities)
      let before = likelihood
      (responsibilities, likelihood) = expect(points)
      if likelihood - before < tolerance { break }
    }
    return likelihood
  }

  /// Each point's responsibilities (N × K), and the mean log likelihood of a point.
  func expect(_ points: [Float]) -> (responsibilities: [Double], likelihood: Double) {
    expect(FittedPoints(points, dimensions: dimensions))
  }

  func expect(_ points: FittedPoints) -> (responsibilities: [Double], likelihood: Double) {
    let (responsibilities, logs) = points.expect(
      means: means, precisions: variances.map { 1 / $0 }, constants: logConstants)
    return (responsibilities, logs.reduce(0, +) / Double(points.count))
  }

  /// log w_k - ½ Σ_d [log v_kd + log 2π]
  private var logConstants: [Double] {
    (0..<components).map { k in
      (k * dimensions..<(k + 1) * dimensions).reduce(log(weights[k])) { $0 - 0.5 * log(2 * Double.pi * variances[$1]) }
    }
  }

  /// Takes the weights, means and variances that are likeliest for given responsibilities.
  private mutating func maximize(_ points: FittedPoints, _ responsibilities: [Double]) {
    (weights, means, variances) = points.maximize(
      responsibilities, components: components, leastVariance: Self.leastVariance)
  }
}
