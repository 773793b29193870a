import CKernels

/// Points that a mixture of Gaussians is fitted to, as the kernels read them: by rows and by columns.
public struct FittedPoints: Sendable {
  /// N and D.
  public let count, dimensions: Int
  /// N × D.
  public let rows: [Float]
  private let columns: [Float]

  /// Points of D numbers each, N × D.
  public init(_ rows: [Float], dimensions: Int) {
    self.rows = rows
    self.dimensions = dimensions
    count = dimensions > 0 ? rows.count / dimensions : 0
    var columns = [Float](repeating: 0, count: rows.count)
    for point in 0..<count {
      for d in 0..<dimensions { columns[d * count + point] = rows[point * dimensions + d] }
    }
    self.columns = columns
  }

  /// A point's numbers.
  public func point(_ index: Int) -> ArraySlice<Float> { rows[index * dimensions..<(index + 1) * dimensions] }

  /// Squared distances of all points from a center.
  public func squaredDistances(from center: [Float]) -> [Double] {
    var distances = [Double](repeating: 0, count: count)
    gm_fit_distances(Int64(count), Int64(dimensions), columns, center, &distances)
    return distances
  }

  /// The points' responsibilities (N × K) and log likelihoods under Gaussians with those means and inverse variances (K × D);
  /// `constants` are the logarithms of the weights, and of the densities at the means.
  public func expect(
    means: [Double], precisions: [Double], constants: [Double]
  ) -> (responsibilities: [Double], logLikelihoods: [Double]) {
    var responsibilities = [Double](repeating: 0, count: count * constants.count)
    var logs = [Double](repeating: 0, count: count)
    gm_fit_expect(
      Int64(count), Int64(dimensions), Int64(constants.count), columns, means, precisions, constants,
      &responsibilities, &logs)
    return (responsibilities, logs)
  }

  /// The weights (K), means and variances (K × D) that are likeliest for given responsibilities.
  public func maximize(
    _ responsibilities: [Double], components: Int, leastVariance: Double
  ) -> (weights: [Double], means: [Double], variances: [Double]) {
    var weights = [Double](repeating: 0, count: components)
    var means = [Double](repeating: 0, count: components * dimensions), variances = means
    gm_fit_maximize(
      Int64(count), Int64(dimensions), Int64(components), rows, responsibilities, leastVariance, &weights, &means,
      &variances)
    return (weights, means, variances)
  }
}
