/// Scales each column of row-major values: (value - offset) / range. A column of one value becomes 0.
struct ColumnScale {
  private let offsets: [Double]
  private let factors: [Double]

  /// Measures the columns of the values to train on.
  init(_ scaling: TableScaling, fittedTo values: [Float], columns: Int) {
    let measures = scaling == .none ? [] : (0..<columns).map { Self.measure(scaling, values, $0, columns) }
    offsets = measures.map(\.offset)
    // A range below the resolution of float32 is rounding, not spread.
    factors = measures.map { $0.range > abs($0.offset) * 1e-7 ? 1 / $0.range : 1 }
  }

  /// Scales in place.
  func apply(to values: inout [Float]) {
    guard !offsets.isEmpty else { return }
    for index in values.indices {
      let column = index % offsets.count
      values[index] = Float((Double(values[index]) - offsets[column]) * factors[column])
    }
  }

  private static func measure(
    _ scaling: TableScaling, _ values: [Float], _ column: Int, _ columns: Int
  ) -> (offset: Double, range: Double) {
    let places = stride(from: column, to: values.count, by: columns)
    if scaling == .minmax {
      let least = places.reduce(Double.infinity) { min($0, Double(values[$1])) }
      return (least, places.reduce(-Double.infinity) { max($0, Double(values[$1])) } - least)
    }
    let count = Double(values.count / columns)
    let mean = places.reduce(0.0) { $0 + Double(values[$1]) } / count
    let variance = places.reduce(0.0) { $0 + (Double(values[$1]) - mean) * (Double(values[$1]) - mean) } / count
    return (mean, variance.squareRoot())
  }
}
