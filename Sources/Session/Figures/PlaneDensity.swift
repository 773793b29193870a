#if canImport(Glibc)
  import Glibc
#endif

/// A density in the plane, the mean of axis-parallel Gaussians, at the points of a grid of squares.
struct PlaneDensity {
  let x: ClosedRange<Double>
  let y: ClosedRange<Double>
  let columns: Int
  let rows: Int
  /// The distance between neighbors of the grid.
  let step: Double
  /// The density at each point, row by row, the lowest row first.
  private(set) var values: [Double]

  /// Beyond so many standard deviations a Gaussian counts as nothing.
  private static let reach = 6.0

  /// A grid over a window, with `resolution` points along its longer side; the shorter one is widened to whole squares.
  init(x: ClosedRange<Double>, y: ClosedRange<Double>, resolution: Int) {
    let longer = max(x.upperBound - x.lowerBound, y.upperBound - y.lowerBound, .leastNormalMagnitude)
    let step = longer / Double(max(resolution - 1, 1))
    func squares(_ range: ClosedRange<Double>) -> Int {
      max(1, Int(((range.upperBound - range.lowerBound) / step).rounded(.up)))
    }
    (columns, rows) = (squares(x) + 1, squares(y) + 1)
    self.x = x.lowerBound...x.lowerBound + Double(columns - 1) * step
    self.y = y.lowerBound...y.lowerBound + Double(rows - 1) * step
    self.step = step
    values = [Double](repeating: 0, count: columns * rows)
  }

  /// Takes the mean of Gaussians: rows of two means and two log variances. Each is averaged over a square, so that none
  /// falls between the points.
  ///
  /// - Parameter check: called from time to time; what it throws ends the work.
  mutating func fill(with gaussians: [Float], check: () throws -> Void) rethrows {
    let count = gaussians.count / 4
    for index in 0..<count {
      if index % 1000 == 0 { try check() }
      let row = gaussians[4 * index..<4 * index + 4].map(Double.init)
      let across = profile(row[0], row[2], from: x.lowerBound, count: columns)
      let up = profile(row[1], row[3], from: y.lowerBound, count: rows)
      values.withUnsafeMutableBufferPointer { values in
        for (r, height) in up.heights.enumerated() {
          let start = (up.first + r) * columns + across.first, weight = height / Double(count)
          for c in across.heights.indices { values[start + c] += weight * across.heights[c] }
        }
      }
    }
  }

  /// A Gaussian's density along one side, within its reach. The variance of a square's own width is added.
  private func profile(
    _ mean: Double, _ logVariance: Double, from start: Double, count: Int
  ) -> (first: Int, heights: [Double]) {
    let variance = exp(min(max(logVariance, -20), 20)) + step * step / 12
    let reach = Self.reach * variance.squareRoot()
    func index(_ value: Double) -> Double { min(max((value - start) / step, -1), Double(count)) }
    let first = max(0, Int(index(mean - reach).rounded(.up))), last = min(count - 1, Int(index(mean + reach)))
    guard mean.isFinite, first <= last else { return (0, []) }
    let scale = 1 / (2 * .pi * variance).squareRoot()
    let heights = (first...last).map { place in
      let distance = start + Double(place) * step - mean
      return scale * exp(-distance * distance / (2 * variance))
    }
    return (first, heights)
  }
}
