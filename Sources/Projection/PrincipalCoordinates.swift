import Compute

/// What embeddings in the plane begin from: points on at most 50 principal axes, divided by the largest of all numbers.
struct PrincipalCoordinates {
  /// Row-major, N × `dimensions`.
  let values: [Float]
  let count: Int
  let dimensions: Int

  private static let mostDimensions = 50

  /// Refuses what makes no points.
  init(_ points: [Float], dimensions: Int) throws(ProjectionError) {
    guard dimensions > 0, points.count % dimensions == 0, points.count / dimensions <= Int(Int32.max) / 4 else {
      throw .shape(count: points.count, dimensions: dimensions)
    }
    if let place = points.firstIndex(where: { !$0.isFinite }) { throw .notFinite(point: place / dimensions) }
    count = points.count / dimensions
    self.dimensions = min(dimensions, Self.mostDimensions)
    guard count > 1 else {
      values = [Float](repeating: 0, count: count * self.dimensions)
      return
    }
    guard let components = PrincipalComponents(points, dimensions: dimensions, count: self.dimensions) else {
      throw .noAxes
    }
    let projected = components.projectAll(points)
    let largest = projected.reduce(0) { max($0, $1.magnitude) }
    guard largest.isFinite else { throw .noAxes }
    values = projected.map { Float(largest > 0 ? $0 / largest : 0) }
  }

  /// Places in the plane, N × 2: the first two coordinates, the first with a standard deviation of `spread`, and normal noise
  /// of a hundredth of it, which moves equal points apart; only noise of `spread` where all points are equal.
  func places(spread: Double, seed: UInt64) -> [Float] {
    var generator = CounterGenerator(seed: seed, purpose: RandomPurpose.projection.rawValue, epoch: 0)
    let squares = (0..<count).reduce(0.0) { $0 + Double(values[$1 * dimensions]) * Double(values[$1 * dimensions]) }
    let deviation = (squares / Double(count)).squareRoot()
    return (0..<2 * count).map { element in
      let axis = element % 2
      let coordinate = axis < dimensions ? Double(values[element / 2 * dimensions + axis]) : 0
      let place = deviation > 0 ? coordinate / deviation : 0
      return Float(spread * (place + generator.normal() * (deviation > 0 ? 0.01 : 1)))
    }
  }
}
