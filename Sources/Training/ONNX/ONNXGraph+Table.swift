import Data

/// A table's columns in a graph: numbers in their own units go in and come out, so that nobody has to scale them again.
extension ONNXGraph {
  /// What the model observes of the columns' values (rows × columns, float64): a number in its own unit, a category as the
  /// number of its level, NaN if it is missing.
  mutating func observed(_ columns: [Column], _ input: String) -> String {
    var parts: [(name: String, places: [Int])] = []
    let starts = columns.indices.map { columns[..<$0].reduce(0) { $0 + $1.width } }
    for scaling in TableScaling.allCases {
      let numbers = columns.indices.filter { columns[$0].levels == nil && columns[$0].scale.scaling == scaling }
      guard !numbers.isEmpty else { continue }
      parts.append((scaled(numbers.map { columns[$0] }, scaling, pick(input, numbers)), numbers.map { starts[$0] }))
    }
    let categories = columns.indices.filter { columns[$0].levels != nil }
    if !categories.isEmpty {
      parts.append(
        (
          oneHot(categories, columns, input),
          categories.flatMap { starts[$0]..<starts[$0] + columns[$0].width }
        ))
    }
    let together = parts.count == 1 ? parts[0].name : apply("Concat", parts.map(\.name), [("axis", .integer(1))])
    let places = parts.flatMap(\.places)
    let order = places.indices.sorted { places[$0] < places[$1] }
    return cast(order == Array(places.indices) ? together : pick(together, order), to: .float32)
  }

  /// The values that a table's columns have in their own units (float64), of what the model observes: of a category, how
  /// much of each level.
  mutating func originals(_ columns: [Column], _ observed: String, named name: String) {
    let scales = columns.flatMap { column in
      Array(repeating: column.levels == nil ? column.scale : .none, count: column.width)
    }
    let isLogarithm = scales.map { $0.scaling == .log1p }
    let ranges = scales.map { $0.factor == 0 || $0.scaling == .log1p ? 0 : 1 / $0.factor }
    let values = cast(observed, to: .float64)
    let offsets = scales.map(\.offset)
    let linear = apply("Mul", [values, constant(doubles: ranges)])
    guard isLogarithm.contains(true) else {
      _ = apply("Add", [linear, constant(doubles: offsets)], named: name)
      return
    }
    let counts = apply("Sub", [apply("Exp", [values]), constant(doubles: [1])])
    let kept = apply("Mul", [counts, constant(doubles: isLogarithm.map { $0 ? 1 : 0 })])
    _ = apply("Add", [apply("Add", [linear, constant(doubles: offsets)]), kept], named: name)
  }

  /// Numbers scaled as the model's were; a missing one is the mean of those it was trained on.
  private mutating func scaled(_ columns: [Column], _ scaling: TableScaling, _ values: String) -> String {
    let means = constant(doubles: columns.map(\.statistics.mean))
    let whole = apply("Where", [apply("IsNaN", [values]), means, values])
    switch scaling {
    case .none: return whole
    case .log1p: return apply("Log", [apply("Add", [whole, constant(doubles: [1])])])
    case .standard, .robust, .minmax:
      let offsets = constant(doubles: columns.map(\.scale.offset))
      let numbers = apply("Mul", [apply("Sub", [whole, offsets]), constant(doubles: columns.map(\.scale.factor))])
      guard scaling == .minmax else { return numbers }
      return apply("Min", [apply("Max", [numbers, constant(doubles: [0])]), constant(doubles: [1])])
    }
  }

  /// A number for each level of each category: 1 for the one that is there; the shares of those the model was trained on if
  /// it is missing, and 0 for all if it is none of them.
  private mutating func oneHot(_ categories: [Int], _ columns: [Column], _ input: String) -> String {
    let levels = categories.flatMap { place in columns[place].levels?.indices.map { (place, $0) } ?? [] }
    let values = pick(input, levels.map(\.0))
    let isThere = apply("Equal", [values, constant(doubles: levels.map { Double($0.1) })])
    let shares = levels.map { columns[$0.0].statistics.shares[$0.1] }
    return apply(
      "Where", [apply("IsNaN", [values]), constant(doubles: shares), cast(isThere, to: .float64)])
  }

  /// Some of the numbers along the second axis.
  private mutating func pick(_ input: String, _ places: [Int]) -> String {
    apply("Gather", [input, constant(places)], [("axis", .integer(1))])
  }
}

extension [Column] {
  /// What programs have to know: `columns`, a title a line, and `levels`, for each column those that its numbers stand for,
  /// with tabs between; nothing for a column of numbers.
  var metadata: [String: String] {
    guard !isEmpty else { return [:] }
    return [
      "columns": map { Column.escaped($0.title) }.joined(separator: "\n"),
      "levels": map { ($0.levels ?? []).map(Column.escaped).joined(separator: "\t") }.joined(separator: "\n"),
    ]
  }
}
