import Data
import Language

/// Examples as a table: what a figure shows, for those who want the numbers.
enum ExampleTable {
  /// Beyond so many numbers (a gigabyte of values) there is no table.
  private static let mostNumbers = 1_000_000

  /// A field `examples` with a row for each example: `heading`, then y1, y2, …, or a table's columns in their own units.
  ///
  /// - Parameters:
  ///   - heading: the name of the first column.
  ///   - heads: its values, one an example.
  ///   - values: row-major examples.
  static func field(_ heading: String, _ heads: [Double], _ values: [Float], _ units: ExampleUnits) -> Record.Field {
    field([heading], heads.map { [$0] }, values, units)
  }

  /// The same with several columns before y1.
  static func field(
    _ headings: [String], _ heads: [[Double]], _ values: [Float], _ units: ExampleUnits
  ) -> Record.Field {
    guard values.count <= mostNumbers else { return .init("examples", .nothing) }
    let size = units.names.count, values = units.original(values)
    let rows = heads.enumerated().map { row, head in
      head.map(Value.number) + values[row * size..<(row + 1) * size].map(Value.number)
    }
    let columns = headings + units.names
    return .init("examples", .table(Table(title: "examples", columns: columns.map { .init($0) }, rows: rows)))
  }
}
