import Compute
import Interruption

/// k-means++ (Arthur and Vassilvitskii 2007): points far from one another, to start clusters from.
enum KMeansPlusPlus {
  /// The first center is any point, each further one a point with a probability in proportion to its squared distance from
  /// the nearest center so far.
  static func centers(
    of points: [Float], dimensions: Int, count: Int, using generator: inout CounterGenerator
  ) throws(ComputeError) -> [Float] {
    let size = points.count / dimensions
    var centers: [Float] = []
    var distances = [Double](repeating: .infinity, count: size)
    var next = min(size - 1, Int(generator.uniform() * Double(size)))
    for index in 0..<count {
      try ComputeError.throwIfInterrupted()
      centers += points[next * dimensions..<(next + 1) * dimensions]
      for point in 0..<size {
        distances[point] = min(distances[point], squaredDistance(points, point, centers, index, dimensions))
      }
      next = draw(distances, generator.uniform())
    }
    return centers
  }

  static func squaredDistance(
    _ points: [Float], _ point: Int, _ centers: [Float], _ center: Int, _ dimensions: Int
  ) -> Double {
    var sum = 0.0
    for d in 0..<dimensions {
      let e = Double(points[point * dimensions + d]) - Double(centers[center * dimensions + d])
      sum += e * e
    }
    return sum
  }

  /// The index at which the sum of weights passes a share of their total; any where all are 0.
  private static func draw(_ weights: [Double], _ share: Double) -> Int {
    let total = weights.reduce(0, +)
    guard total > 0 else { return min(weights.count - 1, Int(share * Double(weights.count))) }
    var left = share * total
    for (index, weight) in weights.enumerated() where weight > 0 {
      left -= weight
      if left <= 0 { return index }
    }
    return weights.lastIndex { $0 > 0 } ?? 0
  }
}
