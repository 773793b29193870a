/// The outlines of the regions of a grid where a quantity is at least a level (marching squares: Lorensen and Cline 1987, in
/// the plane), as closed loops with the region at their left. Beyond the grid the quantity counts as too low.
struct ContourTracer {
  let columns: Int
  let rows: Int
  private let values: [Double]
  /// Points in a row with one more on either side.
  private let width: Int

  /// A grid of values, row by row; `nil` where they fill no grid.
  init?(columns: Int, values: [Double]) {
    guard columns > 0, !values.isEmpty, values.count % columns == 0 else { return nil }
    self.columns = columns
    rows = values.count / columns
    self.values = values.map { $0.isFinite ? $0 : -.infinity }
    width = columns + 2
  }

  /// The loops at a level, in columns and rows of the grid.
  func loops(at level: Double) -> [[Point]] {
    var next = links(at: level)
    var loops: [[Point]] = []
    for start in next.indices where next[start] >= 0 {
      var loop: [Point] = []
      var edge = start
      while next[edge] >= 0 {
        loop.append(crossing(edge, level))
        (next[edge], edge) = (-1, next[edge])
      }
      loops.append(loop)
    }
    return loops
  }

  /// For each edge of the grid that the outline crosses the one it crosses next, -1 for the others.
  private func links(at level: Double) -> [Int] {
    var next = [Int](repeating: -1, count: 2 * width * (rows + 2))
    for row in 0...rows {
      for column in 0...columns { link(column, row, level, &next) }
    }
    return next
  }

  /// Links where the outline leaves and enters the region on its way around a cell.
  private func link(_ column: Int, _ row: Int, _ level: Double, _ next: inout [Int]) {
    let corners = [(0, 0), (1, 0), (1, 1), (0, 1)].map { value(column + $0.0, row + $0.1) }
    let isInside = corners.map { $0 >= level }
    guard isInside.contains(true), isInside.contains(false) else { return }
    let edges = [
      horizontal(column, row), vertical(column + 1, row), horizontal(column, row + 1), vertical(column, row),
    ]
    let exits = (0..<4).filter { isInside[$0] && !isInside[($0 + 1) % 4] }
    let entries = (0..<4).filter { !isInside[$0] && isInside[($0 + 1) % 4] }
    // Opposite corners inside are joined where the cell's middle is inside too.
    let isJoined = corners.reduce(0, +) / 4 >= level
    for exit in exits {
      let sorted = entries.sorted { ($0 - exit + 4) % 4 < ($1 - exit + 4) % 4 }
      if let entry = isJoined ? sorted.first : sorted.last { next[edges[exit]] = edges[entry] }
    }
  }

  /// The value at a point of the grid with its margin.
  private func value(_ column: Int, _ row: Int) -> Double {
    guard (1...columns).contains(column), (1...rows).contains(row) else { return -.infinity }
    return values[(row - 1) * columns + column - 1]
  }

  private func horizontal(_ column: Int, _ row: Int) -> Int { 2 * (row * width + column) }
  private func vertical(_ column: Int, _ row: Int) -> Int { 2 * (row * width + column) + 1 }

  /// Where the outline crosses an edge, between its two points.
  private func crossing(_ edge: Int, _ level: Double) -> Point {
    let column = edge / 2 % width, row = edge / 2 / width
    let (right, up) = edge % 2 == 0 ? (1, 0) : (0, 1)
    let first = value(column, row), second = value(column + right, row + up)
    let share = first.isFinite ? second.isFinite ? (level - first) / (second - first) : 0 : 1
    return Point(
      x: Double(column - 1) + share * Double(right), y: Double(row - 1) + share * Double(up))
  }
}
