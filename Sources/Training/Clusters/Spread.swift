/// What repeated measurements come to.
public struct Spread: Sendable {
  /// How many there are.
  public let count: Int
  /// Their mean; 0 of none.
  public let mean: Double
  /// Their standard deviation, with n - 1; 0 of one or none.
  public let deviation: Double

  /// Takes the measurements.
  public init(_ values: [Double]) {
    let mean = values.reduce(0, +) / Double(max(values.count, 1))
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    count = values.count
    self.mean = mean
    deviation = values.count > 1 ? (squares / Double(values.count - 1)).squareRoot() : 0
  }
}
