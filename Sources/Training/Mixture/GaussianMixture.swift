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
    var generator = CounterGenerator(seed: seed, purpose: RandomPurpose.mixture.rawValue)
    var best: (mixture: GaussianMixture, likelihood: Double)?
    for _ in 0..<starts {
      let centers = try KMeansPlusPlus.centers(of: points, dimensions: dimensions, count: components, using: &generator)
      var mixture = try GaussianMixture(around: centers, points, dimensions: dimensions)
      let likelihood = try mixture.fit(points)
      if best.map({ likelihood > $0.likelihood }) ?? true { best = (mixture, likelihood) }
    }
    self = best?.mixture ?? GaussianMixture(weights: [], means: [], variances: [])
  }

  /// Each point belongs to the nearest center.
  private init(around centers: [Float], _ points: [Float], dimensions: Int) throws(ComputeError) {
    let components = centers.count / dimensions
    self.init(
      weights: Array(repeating: 1 / Double(components), count: components), means: centers.map(Double.init),
      variances: Array(repeating: 1, count: centers.count))
    var nearest = [Double](repeating: 0, count: points.count / dimensions * components)
    for point in 0..<points.count / dimensions {
      let distances = (0..<components).map {
        KMeansPlusPlus.squaredDistance(points, point, centers, $0, dimensions)
      }
      nearest[point * components + (distances.indices.min { distances[$0] < distances[$1] } ?? 0)] = 1
    }
    try maximize(points, nearest)
  }

  /// Takes steps until the likelihood hardly rises.
  ///
  /// - Returns: the mean log likelihood of a point, in nats.
  @discardableResult
  mutating func fit(_ points: [Float], steps: Int = 100, tolerance: Double = 1e-5) throws(ComputeError) -> Double {
    var (responsibilities, likelihood) = try expect(points)
    for _ in 0..<steps {
      try maximize(points, responsibilities)
      let before = likelihood
      (responsibilities, likelihood) = try expect(points)
      if likelihood - before < tolerance { break }
    }
    return likelihood
  }

  /// Each point's responsibilities (N × K), and the mean log likelihood of a point.
  func expect(_ points: [Float]) throws(ComputeError) -> (responsibilities: [Double], likelihood: Double) {
    let count = points.count / dimensions, constants = logConstants
    let precisions = variances.map { 1 / $0 }
    var responsibilities = [Double](repeating: 0, count: count * components), sum = 0.0
    for point in 0..<count {
      if point % 256 == 0 { try ComputeError.throwIfInterrupted() }
      let row = point * components
      for k in 0..<components {
        var squares = 0.0
        for d in 0..<dimensions {
          let e = Double(points[point * dimensions + d]) - means[k * dimensions + d]
          squares += e * e * precisions[k * dimensions + d]
        }
        responsibilities[row + k] = constants[k] - 0.5 * squares
      }
      sum += Self.normalize(&responsibilities, row..<row + components)
    }
    return (responsibilities, sum / Double(count))
  }

  /// log w_k - ½ Σ_d [log v_kd + log 2π]
  private var logConstants: [Double] {
    (0..<components).map { k in
      (k * dimensions..<(k + 1) * dimensions).reduce(log(weights[k])) { $0 - 0.5 * log(2 * Double.pi * variances[$1]) }
    }
  }

  /// Turns log densities into responsibilities and gives log Σ e^l.
  private static func normalize(_ values: inout [Double], _ range: Range<Int>) -> Double {
    let largest = values[range].max() ?? 0
    var sum = 0.0
    for i in range {
      values[i] = exp(values[i] - largest)
      sum += values[i]
    }
    for i in range { values[i] /= sum }
    return largest + log(sum)
  }

  /// The weights, means and variances that are likeliest for given responsibilities.
  private mutating func maximize(_ points: [Float], _ responsibilities: [Double]) throws(ComputeError) {
    let count = points.count / dimensions
    for k in 0..<components {
      try ComputeError.throwIfInterrupted()
      var size = 10 * Double.ulpOfOne
      for point in 0..<count { size += responsibilities[point * components + k] }
      weights[k] = size / Double(count)
      for d in 0..<dimensions {
        var sum = 0.0, squares = 0.0
        for point in 0..<count {
          sum += responsibilities[point * components + k] * Double(points[point * dimensions + d])
        }
        let mean = sum / size
        for point in 0..<count {
          let e = Double(points[point * dimensions + d]) - mean
          squares += responsibilities[point * components + k] * e * e
        }
        means[k * dimensions + d] = mean
        variances[k * dimensions + d] = squares / size + Self.leastVariance
      }
    }
  }
}
