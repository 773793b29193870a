/// How well an embedding keeps neighbors, by plain sorting.
enum Neighborhoods {
  /// For each point, the rank of every other one by distance; 0 for itself.
  static func ranks(_ points: [Float], _ dimensions: Int) -> [[Int]] {
    let count = points.count / dimensions
    return (0..<count).map { row in
      let distances = (0..<count).map { other -> Float in
        if other == row { return -1 }
        return squared(points, dimensions, row, other)
      }
      var ranks = [Int](repeating: 0, count: count)
      for (rank, other) in (0..<count).sorted(by: { distances[$0] < distances[$1] }).enumerated() {
        ranks[other] = rank
      }
      return ranks
    }
  }

  /// 1 less a penalty for each neighbor in the embedding that is none in the data (Venna and Kaski 2001).
  static func trustworthiness(
    of embedding: [Float], _ dimensions: Int, for data: [Float], _ dataDimensions: Int, neighbors: Int
  ) -> Double {
    let near = ranks(embedding, dimensions), original = ranks(data, dataDimensions)
    var penalty = 0
    for row in near.indices {
      for other in near.indices where near[row][other] > 0 && near[row][other] <= neighbors {
        penalty += max(0, original[row][other] - neighbors)
      }
    }
    let (n, k) = (Double(near.count), Double(neighbors))
    return 1 - 2 / (n * k * (2 * n - 3 * k - 1)) * Double(penalty)
  }

  private static func squared(_ points: [Float], _ dimensions: Int, _ first: Int, _ second: Int) -> Float {
    var sum: Float = 0
    for d in 0..<dimensions {
      let difference = points[first * dimensions + d] - points[second * dimensions + d]
      sum += difference * difference
    }
    return sum
  }
}
