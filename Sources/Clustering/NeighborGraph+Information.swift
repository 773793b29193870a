#if canImport(Glibc)
  import Glibc
#endif

extension NeighborGraph {
  /// The mutual information of the clusters at both ends of two steps of the walk, in nats: Σ J_ab log(J_ab / (J_a J_b)) with
  /// J = Hᵀ P² H / N, H the clusters 0..<`count` of all points as one-hot rows.
  public func information(of clusters: [Int32], count: Int) -> Double {
    let joint = joint(clusters, count: count)
    let first = (0..<count).map { a in (0..<count).reduce(0) { $0 + joint[a * count + $1] } }
    let second = (0..<count).map { b in (0..<count).reduce(0) { $0 + joint[$1 * count + b] } }
    var sum = 0.0
    for a in 0..<count {
      for b in 0..<count where joint[a * count + b] > 0 {
        sum += joint[a * count + b] * log(joint[a * count + b] / (first[a] * second[b]))
      }
    }
    return sum
  }

  /// J.
  private func joint(_ clusters: [Int32], count: Int) -> [Double] {
    var ends = [Double](repeating: 0, count: clusters.count * count)
    for (row, cluster) in clusters.enumerated() { ends[row * count + Int(cluster)] = 1 }
    for _ in 0..<2 { ends = multiply(transitions, ends, width: count) }
    var joint = [Double](repeating: 0, count: count * count)
    for (row, cluster) in clusters.enumerated() {
      for k in 0..<count { joint[Int(cluster) * count + k] += ends[row * count + k] / Double(clusters.count) }
    }
    return joint
  }
}
