/// The one-to-one matching of rows and columns with the largest sum (Kuhn 1955, Munkres 1957), by shortest augmenting
/// paths with potentials in O(n³).
struct HungarianMatching {
  /// The sum over matched pairs.
  let total: Int
  /// Each row's column, of a square of rows and columns: those without a partner are matched with each other.
  let columns: [Int]

  init(maximizing gains: [[Int]]) {
    let width = gains.first?.count ?? 0
    let size = max(gains.count, width)
    // Square, with nothing to gain if a row or column has no partner.
    let costs = (0..<size).map { row in
      (0..<size).map { column in row < gains.count && column < width ? -gains[row][column] : 0 }
    }
    var solver = Solver(costs: costs)
    for row in 0..<size { solver.match(row: row) }
    total = -solver.matchedCost
    columns = solver.columns
  }

  private struct Solver {
    let costs: [[Int]]
    private var rowPotential: [Int]
    private var columnPotential: [Int]
    private var rowOfColumn: [Int?]

    init(costs: [[Int]]) {
      self.costs = costs
      rowPotential = Array(repeating: 0, count: costs.count)
      columnPotential = rowPotential
      rowOfColumn = Array(repeating: nil, count: costs.count)
    }

    var columns: [Int] {
      var columns = Array(repeating: 0, count: costs.count)
      for (column, row) in rowOfColumn.enumerated() { if let row { columns[row] = column } }
      return columns
    }

    var matchedCost: Int {
      rowOfColumn.enumerated().reduce(0) { sum, pair in
        pair.element.map { sum + costs[$0][pair.offset] } ?? sum
      }
    }

    /// Grows the matching by one row along the cheapest alternating path (Dijkstra on reduced costs).
    mutating func match(row start: Int) {
      let size = costs.count
      var distance = Array(repeating: Int.max, count: size)
      var previous = [Int?](repeating: nil, count: size)
      var isSettled = Array(repeating: false, count: size)
      var row = start, reached = 0
      var last: Int?
      while true {
        var next: Int?
        for column in 0..<size where !isSettled[column] {
          let through = reached + costs[row][column] - rowPotential[row] - columnPotential[column]
          if through < distance[column] {
            distance[column] = through
            previous[column] = last
          }
          if next.map({ distance[column] < distance[$0] }) ?? true { next = column }
        }
        guard let column = next else { return }
        reached = distance[column]
        isSettled[column] = true
        last = column
        guard let owner = rowOfColumn[column] else { break }
        row = owner
      }
      movePotentials(start: start, settled: isSettled, distance: distance, reached: reached)
      augment(start: start, end: last, previous: previous)
    }

    private mutating func movePotentials(start: Int, settled: [Bool], distance: [Int], reached: Int) {
      rowPotential[start] += reached
      for column in costs.indices where settled[column] {
        let change = reached - distance[column]
        if let owner = rowOfColumn[column] { rowPotential[owner] += change }
        columnPotential[column] -= change
      }
    }

    private mutating func augment(start: Int, end: Int?, previous: [Int?]) {
      var column = end
      while let current = column {
        let before = previous[current]
        rowOfColumn[current] = before.flatMap { rowOfColumn[$0] } ?? start
        column = before
      }
    }
  }
}
