/// How many examples of each label fell to each component.
struct ContingencyTable {
  /// Rows are components, columns labels.
  let counts: [[Int]]
  let total: Int

  init(labels: [Int], assignments: [Int], components: Int, classes: Int) {
    var counts = Array(repeating: Array(repeating: 0, count: classes), count: components)
    for (label, component) in zip(labels, assignments) { counts[component][label] += 1 }
    self.counts = counts
    total = labels.count
  }

  var componentTotals: [Int] { counts.map { $0.reduce(0, +) } }

  var labelTotals: [Int] {
    counts.reduce(into: Array(repeating: 0, count: counts.first?.count ?? 0)) { sums, row in
      for (label, count) in row.enumerated() { sums[label] += count }
    }
  }

  /// Σ over components of the majority label's count, as a share.
  var purity: Double { share(counts.reduce(0) { $0 + ($1.max() ?? 0) }) }

  /// The share that the best one-to-one matching of components and labels gets right.
  var hungarian: Double {
    let matching = HungarianMatching(maximizing: counts)
    return share(matching.total)
  }

  func share(_ count: Int) -> Double { total > 0 ? Double(count) / Double(total) : 0 }
}
