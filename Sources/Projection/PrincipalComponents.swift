import CKernels
import CLAPACK

/// The directions of largest variance in a cloud of points, by the eigenvectors of its covariance (LAPACK's dsyevr).
public struct PrincipalComponents: Sendable {
  /// The points' mean, D numbers.
  public let mean: [Double]
  /// Unit vectors, D numbers each, by falling variance; the largest number of each is positive.
  public let axes: [[Double]]
  /// Each axis' share of the whole variance; zero where all points are equal.
  public let varianceShares: [Double]

  /// Fits `count` axes to points given row-major, N × `dimensions`; nil for no points, or where LAPACK fails or memory is out.
  public init?(_ points: [Float], dimensions: Int, count: Int) {
    let rows = dimensions > 0 ? points.count / dimensions : 0
    guard rows > 0, count > 0, count <= dimensions, points.allSatisfy(\.isFinite) else { return nil }
    mean = Self.mean(points, dimensions: dimensions)
    guard var covariance = Self.covariance(points, mean: mean) else { return nil }
    let total = (0..<dimensions).reduce(0) { $0 + covariance[$1 * dimensions + $1] }
    guard let (values, vectors) = Self.largestEigenvectors(&covariance, dimensions: dimensions, count: count) else {
      return nil
    }
    axes = vectors.map(Self.withLargestPositive)
    varianceShares = values.map { total > 0 ? max($0, 0) / total : 0 }
  }

  /// A point's coordinates on the axes.
  public func project(_ point: some Collection<Float>) -> [Double] {
    axes.map { axis in
      var sum = 0.0
      for ((value, center), weight) in zip(zip(point, mean), axis) { sum += (Double(value) - center) * weight }
      return sum
    }
  }

  /// The coordinates of row-major points on all axes, row-major.
  public func projectAll(_ points: [Float]) -> [Double] {
    let dimensions = mean.count, count = points.count / dimensions
    let columns = (0..<dimensions).flatMap { d in axes.map { $0[d] } }
    var coordinates = [Double](repeating: 0, count: count * axes.count)
    gm_project(Int64(count), Int64(dimensions), Int64(axes.count), points, mean, columns, &coordinates)
    return coordinates
  }

  /// The covariance, on two axes, of a cloud with independent variances in the original directions.
  public func projectDiagonal(_ variances: some Collection<Double>) -> (xx: Double, xy: Double, yy: Double) {
    var result = (xx: 0.0, xy: 0.0, yy: 0.0)
    for (variance, (first, second)) in zip(variances, zip(axes[0], axes[axes.count > 1 ? 1 : 0])) {
      result.xx += variance * first * first
      result.xy += variance * first * second
      result.yy += variance * second * second
    }
    return result
  }

  private static func mean(_ points: [Float], dimensions: Int) -> [Double] {
    var mean = [Double](repeating: 0, count: dimensions)
    let rows = points.count / dimensions
    for row in 0..<rows {
      for d in 0..<dimensions { mean[d] += Double(points[row * dimensions + d]) }
    }
    return mean.map { $0 / Double(rows) }
  }

  private static func covariance(_ points: [Float], mean: [Double]) -> [Double]? {
    let dimensions = mean.count, rows = points.count / dimensions
    var products = [Double](repeating: 0, count: dimensions * dimensions)
    guard gm_covariance(Int64(rows), Int64(dimensions), points, mean, &products) != 0 else { return nil }
    return products.map { $0 / Double(max(rows - 1, 1)) }
  }

  /// Eigenvalues and vectors by falling value. `matrix` holds the upper triangle and is overwritten.
  private static func largestEigenvectors(
    _ matrix: inout [Double], dimensions: Int, count: Int
  ) -> (values: [Double], vectors: [[Double]])? {
    var found: Int32 = 0
    var values = [Double](repeating: 0, count: dimensions)
    var vectors = [Double](repeating: 0, count: dimensions * count)
    var support = [Int32](repeating: 0, count: 2 * count)
    let n = Int32(dimensions)
    // Column-major, our upper triangle by rows is the lower one by columns.
    let status = LAPACKE_dsyevr(
      LAPACK_COL_MAJOR, CChar(UInt8(ascii: "V")), CChar(UInt8(ascii: "I")), CChar(UInt8(ascii: "L")), n, &matrix, n, 0,
      0, n - Int32(count) + 1, n, 0, &found, &values, &vectors, n, &support)
    guard status == 0, Int(found) == count else { return nil }
    let order = (0..<count).reversed()
    return (order.map { values[$0] }, order.map { Array(vectors[$0 * dimensions..<($0 + 1) * dimensions]) })
  }

  private static func withLargestPositive(_ axis: [Double]) -> [Double] {
    let largest = axis.max { abs($0) < abs($1) } ?? 0
    return largest < 0 ? axis.map { -$0 } : axis
  }
}
