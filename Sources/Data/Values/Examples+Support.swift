import Compute

extension Examples {
  /// The first value that does not belong to a support; nil if all do.
  public func firstValue(outside support: Support) -> Float? {
    switch storage {
    case .bytes(let values, let scale, let offset):
      let possible = (0...255).map { Float($0) * scale + offset }
      if possible.allSatisfy(support.contains) { return nil }
      return values.lazy.map { possible[Int($0)] }.first { !support.contains($0) }
    case .floats(let values): return values.first { !support.contains($0) }
    }
  }

  /// Whether numbers from 0 to 1 are mostly near their ends, as ink on paper is and columns of a table brought to 0…1 are
  /// not: the variance Σ v is at least half of what it would be if all were 0 or 1, Σ m (1 - m) (handwritten digits: 0.5 to
  /// 0.8; eighteen tables: 0.1 to 0.4).
  public var areNearlyBinary: Bool {
    let size = shape.count
    var sums = [Double](repeating: 0, count: size), squares = sums
    func add(_ value: Float, _ place: Int) {
      sums[place] += Double(value)
      squares[place] += Double(value) * Double(value)
    }
    switch storage {
    case .bytes(let values, let scale, let offset):
      for (index, byte) in values.enumerated() { add(Float(byte) * scale + offset, index % size) }
    case .floats(let values): for (index, value) in values.enumerated() { add(value, index % size) }
    }
    let rows = Double(max(count, 1)), means = sums.map { $0 / rows }
    let variance = zip(squares, means).reduce(0) { $0 + $1.0 / rows - $1.1 * $1.1 }
    return variance >= 0.5 * means.reduce(0) { $0 + $1 * (1 - $1) }
  }

  /// The places in an example at which all examples have the same value, in increasing order.
  public var constantPlaces: [Int] {
    switch storage {
    case .bytes(let values, _, _): constantPlaces(of: values)
    case .floats(let values): constantPlaces(of: values)
    }
  }

  private func constantPlaces<Value: Equatable>(of values: [Value]) -> [Int] {
    guard count > 0 else { return [] }
    let size = shape.count
    var places = Array(0..<size)
    for start in stride(from: size, to: values.count, by: size) where !places.isEmpty {
      places.removeAll { values[start + $0] != values[$0] }
    }
    return places
  }

  /// The least step between two different values at each place of an example, among at most 1,000 examples; nil where these
  /// have the same value.
  public var leastSteps: [Float?] {
    let known = min(count, 1000)
    let examples = (0..<known).map { example($0 * count / known) }
    return (0..<shape.count).map { place in
      let values = examples.map { $0[place] }.sorted()
      return zip(values.dropFirst(), values).map { $0 - $1 }.filter { $0 > 0 }.min()
    }
  }
}
