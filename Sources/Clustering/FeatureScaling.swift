/// Points on comparable axes, as distances between them need: constant columns are gone, the others centered and scaled.
///
/// With v the columns' variances, columns are in the same unit when (Σv)²/Σv² > 0.3·D, as pixels are: all are then divided
/// by √mean(v). Otherwise each one is divided by its own standard deviation. No number lies beyond ±5.
public struct FeatureScaling: Sendable {
  /// N × `dimensions`, row-major.
  public let points: [Float]
  /// The columns that are left.
  public let dimensions: Int

  /// How far from its mean a number can be, in standard deviations.
  private static let limit = 5.0

  /// Scales points given row-major, N × `dimensions`, finite.
  public init(_ points: [Float], dimensions: Int) {
    let count = dimensions > 0 ? points.count / dimensions : 0
    let (means, variances) = Self.moments(points, dimensions, count)
    let kept = (0..<dimensions).filter { variances[$0] > 1e-12 * max(1, means[$0] * means[$0]) }
    let sum = kept.reduce(0) { $0 + variances[$1] }
    let squares = kept.reduce(0) { $0 + variances[$1] * variances[$1] }
    let isOneUnit = squares > 0 && sum * sum / squares > 0.3 * Double(kept.count)
    let factors = kept.map { 1 / (isOneUnit ? sum / Double(kept.count) : variances[$0]).squareRoot() }
    var scaled = [Float](repeating: 0, count: count * kept.count)
    points.withUnsafeBufferPointer { points in
      for row in 0..<count {
        for (place, column) in kept.enumerated() {
          let value = (Double(points[row * dimensions + column]) - means[column]) * factors[place]
          scaled[row * kept.count + place] = Float(min(max(value, -Self.limit), Self.limit))
        }
      }
    }
    self.points = scaled
    self.dimensions = kept.count
  }

  /// Takes points that are on comparable axes already.
  init(scaled points: [Float], dimensions: Int) { (self.points, self.dimensions) = (points, dimensions) }

  private static func moments(_ points: [Float], _ dimensions: Int, _ count: Int) -> (
    means: [Double], variances: [Double]
  ) {
    var means = [Double](repeating: 0, count: dimensions), variances = means
    points.withUnsafeBufferPointer { points in
      for row in 0..<count {
        for d in 0..<dimensions { means[d] += Double(points[row * dimensions + d]) }
      }
      for d in 0..<dimensions { means[d] /= Double(max(count, 1)) }
      for row in 0..<count {
        for d in 0..<dimensions {
          let e = Double(points[row * dimensions + d]) - means[d]
          variances[d] += e * e
        }
      }
    }
    return (means, variances.map { $0 / Double(max(count, 1)) })
  }
}
