/// What the numbers of an example are called, and what they are in the units of the table that they came from.
public struct ExampleUnits: Sendable {
  /// A name for each number: a column's title, a level of a category, or y1, y2, … if there are no columns.
  public let names: [String]
  private let scales: [ColumnScale]?

  /// Those of a table's columns, if these give examples of that size.
  public init(_ columns: [Column]?, size: Int) {
    guard let columns, columns.reduce(0, { $0 + $1.width }) == size else {
      (names, scales) = ((0..<size).map { "y\($0 + 1)" }, nil)
      return
    }
    names = columns.flatMap(\.valueNames)
    scales = columns.flatMap { [ColumnScale](repeating: $0.scale, count: $0.width) }
  }

  /// Whether the numbers have names and scales of their own.
  public var areKnown: Bool { scales != nil }

  /// A number as it stands in the table; `place` is its place in the example.
  public func original(_ value: Float, at place: Int) -> Double {
    scales.map { $0[place].original(Double(value)) } ?? Double(value)
  }

  /// Row-major examples as they stand in the table.
  public func original(_ values: [Float]) -> [Double] {
    values.enumerated().map { original($1, at: $0 % max(names.count, 1)) }
  }
}
