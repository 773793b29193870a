import Testing

/// Expects two rows of numbers to agree to `relative` of the reference's largest magnitude.
///
/// Gradients and parameters are compared as vectors: single entries near zero carry rounding of the whole.
public func expectClose(
  _ actual: some Collection<Float>, _ expected: [Double], relative: Double, _ what: String,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(actual.count == expected.count, "\(what): counts", sourceLocation: sourceLocation)
  let scale = expected.map(abs).max() ?? 0
  // `max` would pass over a NaN that is not the first.
  let difference = zip(actual, expected).map { abs(Double($0) - $1) }.reduce(0) { $0 >= $1 || $0.isNaN ? $0 : $1 }
  #expect(
    difference <= relative * max(scale, 1e-6), "\(what): differs by \(difference) where the largest is \(scale)",
    sourceLocation: sourceLocation)
}

/// Expects two numbers to agree to `relative` of the reference.
public func expectClose(
  _ actual: Double, _ expected: Double, relative: Double, _ what: String,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(
    abs(actual - expected) <= relative * max(abs(expected), 1e-6), "\(what): \(actual), expected \(expected)",
    sourceLocation: sourceLocation)
}
