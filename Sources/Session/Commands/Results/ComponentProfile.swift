import Data

/// What the examples of each component hold, column by column in the columns' own units.
struct ComponentProfiles {
  /// Mean and standard deviation of a group's values.
  struct Measure {
    let mean: Double
    let deviation: Double
  }

  /// The values' names: a column's title, a level of a category, or a number of the example.
  let names: [String]
  /// How many examples fell to each component.
  let counts: [Int]
  private let shifts: [Double]
  /// Sums of the differences from `shifts` and of their squares, by component and value.
  private var sums: [[Double]], squares: [[Double]]

  /// Measures the examples; `assignments` are their components.
  init(_ examples: Examples, _ columns: [Column]?, assignments: [Int], components: Int) {
    let size = examples.shape.count
    let units = ExampleUnits(columns, size: size)
    names = units.names
    // Sums of differences from about the mean keep the digits that a large mean would take.
    shifts =
      units.areKnown
      ? (columns ?? []).flatMap { $0.levels == nil ? [$0.statistics.mean] : $0.statistics.shares }
      : (0..<size).map { _ in 0 }
    var counts = [Int](repeating: 0, count: components)
    let none = [Double](repeating: 0, count: size)
    (sums, squares) = (Array(repeating: none, count: components), Array(repeating: none, count: components))
    for (example, component) in assignments.enumerated() {
      counts[component] += 1
      for (place, value) in examples.example(example).enumerated() {
        let difference = units.original(value, at: place) - shifts[place]
        sums[component][place] += difference
        squares[component][place] += difference * difference
      }
    }
    self.counts = counts
  }

  /// A value in one group of components.
  func measure(_ place: Int, in components: [Int]) -> Measure {
    let count = Double(max(components.reduce(0) { $0 + counts[$1] }, 1))
    let mean = components.reduce(0.0) { $0 + sums[$1][place] } / count
    let square = components.reduce(0.0) { $0 + squares[$1][place] } / count
    return Measure(mean: mean + shifts[place], deviation: max(square - mean * mean, 0).squareRoot())
  }

  /// How far a component's mean is from that of all examples, in standard deviations of all; 0 if there is no spread.
  func score(_ place: Int, of component: Int) -> Double {
    let whole = measure(place, in: Array(counts.indices))
    guard whole.deviation > 0, counts[component] > 0 else { return 0 }
    return (measure(place, in: [component]).mean - whole.mean) / whole.deviation
  }

  /// How far two groups are apart in a value: Cohen's d, the difference of the means in standard deviations within the
  /// groups; 0 if neither has any spread or members.
  func effect(_ place: Int, _ first: [Int], _ second: [Int]) -> Double {
    func count(_ components: [Int]) -> Double { Double(components.reduce(0) { $0 + counts[$1] }) }
    let (a, b) = (measure(place, in: first), measure(place, in: second))
    let (n, m) = (count(first), count(second))
    guard n > 0, m > 0 else { return 0 }
    let spread = ((n * a.deviation * a.deviation + m * b.deviation * b.deviation) / (n + m)).squareRoot()
    return spread > 0 ? (a.mean - b.mean) / spread : 0
  }

  /// The values in which two groups differ, those that do most first.
  func ranking(_ first: [Int], _ second: [Int]) -> [(place: Int, effect: Double)] {
    names.indices.map { (place: $0, effect: effect($0, first, second)) }
      .sorted { (abs($1.effect), $0.place) < (abs($0.effect), $1.place) }
  }
}
