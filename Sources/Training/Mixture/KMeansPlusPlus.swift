import Compute
import Interruption

/// k-means++ (Arthur and Vassilvitskii 2007): points far from one another, to start clusters from.
enum KMeansPlusPlus {
  /// The first center is any point, each further one a point with a probability in proportion to its squared distance from
  /// the nearest center so far.
  static func centers(
    of points: FittedPoints, count: Int, using generator: inout CounterGenerator
  ) throws(ComputeError) -> [[Float]] {
    var centers: [[Float]] = []
    var distances = [Double](repeating: .infinity, count: points.count)
    var next = min(points.count - 1, Int(generator.uniform() * Double(points.count)))
    for _ in 0..<count {
      try ComputeError.throwIfInterrupted()
      let center = Array(points.point(next))
      centers.append(center)
      for (point, distance) in points.squaredDistances(from: center).enumerated() {
        distances[point] = min(distances[point], distance)
      }
      next = CounterGenerator.index(of: distances, at: generator.uniform())
    }
    return centers
  }
}
