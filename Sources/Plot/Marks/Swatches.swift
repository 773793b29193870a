/// The few colors that points come in, and which one a point has.
struct Swatches {
  /// The colors; the last one is for points without a category or value.
  let colors: [Color]
  /// The number of points that have all they need.
  let count: Int
  private let indices: [Int]

  /// Steps of a quantity's colors: more are not told apart.
  private static let steps = 64

  init(_ coloring: Points.Coloring, count: Int, paint: Paint) {
    switch coloring {
    case .single(let ink, _):
      colors = [paint.color(ink)]
      indices = []
      self.count = count
    case .categories(let categories, _, _):
      let highest = min(max(categories.max() ?? 0, 0), 9999)
      colors = (0...highest).map { paint.color(.category($0)) } + [paint.theme.muted]
      indices = categories.map { $0 < 0 || $0 > highest ? highest + 1 : $0 }
      self.count = min(count, categories.count)
    case .values(let values, let title, let lower, let upper):
      let bar = ColorBar(values, title: title, lower: lower, upper: upper)
      let last = Double(Self.steps - 1)
      colors = (0..<Self.steps).map { Viridis.color(at: Double($0) / last, on: paint.theme) } + [paint.theme.muted]
      indices = values.map {
        let share = min(max(($0 - bar.lower) / (bar.upper - bar.lower), 0), 1)
        return $0.isNaN ? Self.steps : Int((share * last).rounded())
      }
      self.count = min(count, values.count)
    }
  }

  func index(_ point: Int) -> Int { indices.isEmpty ? 0 : indices[point] }
}

/// Indices in an order that a seed decides (Fisher and Yates, with a linear congruential generator).
enum ShuffledOrder {
  static func indices(count: Int, seed: UInt64 = 0) -> [Int] {
    var order = Array(0..<count)
    var state = seed &+ 0x9E37_79B9_7F4A_7C15
    for last in stride(from: count - 1, to: 0, by: -1) {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      order.swapAt(last, Int((state >> 33) % UInt64(last + 1)))
    }
    return order
  }
}
