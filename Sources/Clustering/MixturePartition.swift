import Compute

/// Whether K Gaussians are all there is in points, and the partition into them.
///
/// Five times, a fifth of the points is held out. Where twice as many components foretell it no better than K, the clusters
/// are Gaussian as far as the points can tell, and a graph of neighbors, which takes the straightest way through sparse
/// places, has nothing to add. The form of the covariances is the one that foretells better.
struct MixturePartition {
  /// Each point's component.
  let clusters: [Int32]
  /// What gave them.
  let method: String

  private static let folds = 5
  private static let starts = 5
  /// At most so many points are looked at to decide.
  private static let mostPoints = 2000
  /// With fewer points for each dimension of each of 2K components, these fail for want of points, which says nothing of K.
  private static let pointsPerDimension = 1.5
  private static let floors = [1e-2, 1e-3, 1e-4]

  /// How covariances are kept in bounds.
  private struct Form {
    let covariance: GaussianClusters.Covariance
    let floor: Double
  }

  /// The mixture of points on comparable axes (N × `dimensions`); nil if it is not all there is, or memory is out.
  init?(_ points: [Float], dimensions: Int, count: Int, seed: UInt64) {
    let size = points.count / max(dimensions, 1)
    let seen = Double(min(size, Self.mostPoints)) * Double(Self.folds - 1) / Double(Self.folds)
    guard dimensions > 0, seen >= Self.pointsPerDimension * Double(2 * count * dimensions) else { return nil }
    let sample = Sample(points, dimensions, most: Self.mostPoints, seed: seed)
    func best(_ components: Int, _ covariance: GaussianClusters.Covariance) -> Foretold {
      Self.floors.map { floor in
        let form = Form(covariance: covariance, floor: floor)
        return Foretold(form: form, folds: sample.heldOut(components, form, folds: Self.folds, seed: seed))
      }.max { $0.mean < $1.mean } ?? Foretold(form: Form(covariance: covariance, floor: 1), folds: [])
    }
    let full = best(count, .full)
    guard full.mean.isFinite, best(2 * count, .full).mean <= full.mean else { return nil }
    let diagonal = best(count, .diagonal)
    let form = diagonal.isClearlyAbove(full) ? diagonal.form : full.form
    guard let mixture = Self.likeliest(points, dimensions, count, form, seed) else { return nil }
    clusters = mixture.clusters(of: points)
    method = "a mixture of \(form.covariance == .full ? "full" : "diagonal") covariances"
  }

  private static func likeliest(
    _ points: [Float], _ dimensions: Int, _ count: Int, _ form: Form, _ seed: UInt64
  ) -> GaussianClusters? {
    (0..<starts).compactMap { start in
      let means = KMeans.clusters(
        of: points, dimensions: dimensions, count: count, starts: 1, seed: seed &+ UInt64(start))
      return GaussianClusters(
        points, dimensions: dimensions, clusters: means.labels, count: count, covariance: form.covariance,
        floor: form.floor)
    }.max { $0.likelihood < $1.likelihood }
  }

  /// How well a form foretells points held out.
  private struct Foretold {
    let form: Form
    let folds: [Double]

    /// Nats a point; -∞ where it could not be measured.
    var mean: Double { folds.isEmpty ? -.infinity : folds.reduce(0, +) / Double(folds.count) }

    /// Whether it is better by more than the standard error of the difference.
    func isClearlyAbove(_ other: Foretold) -> Bool {
      let differences = zip(folds, other.folds).map(-), count = Double(differences.count)
      let mean = differences.reduce(0, +) / count
      let squares = differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      return mean > (squares / (count * (count - 1))).squareRoot()
    }
  }

  /// Some of the points in random order.
  private struct Sample {
    let points: [Float]
    let dimensions: Int
    let count: Int

    init(_ all: [Float], _ dimensions: Int, most: Int, seed: UInt64) {
      var generator = CounterGenerator(seed: seed, purpose: RandomPurpose.clusters.rawValue, epoch: 1)
      let order = (0..<all.count / dimensions).shuffled(using: &generator).prefix(most)
      points = order.flatMap { all[$0 * dimensions..<($0 + 1) * dimensions] }
      self.dimensions = dimensions
      count = order.count
    }

    /// log p of the points held out in each fold, in nats; nothing if it cannot be measured.
    func heldOut(_ components: Int, _ form: Form, folds: Int, seed: UInt64) -> [Double] {
      (0..<folds).compactMap { fold in
        let (seen, unseen) = split(fold, of: folds)
        let start = KMeans.clusters(of: seen, dimensions: dimensions, count: components, starts: 2, seed: seed)
        return GaussianClusters(
          seen, dimensions: dimensions, clusters: start.labels, count: components, covariance: form.covariance,
          floor: form.floor)?.meanLogDensity(of: unseen)
      }
    }

    private func split(_ fold: Int, of folds: Int) -> (seen: [Float], unseen: [Float]) {
      let unseen = fold * count / folds * dimensions..<(fold + 1) * count / folds * dimensions
      return (Array(points[..<unseen.lowerBound] + points[unseen.upperBound...]), Array(points[unseen]))
    }
  }
}
