import TestSupport
import Testing

@testable import Data

/// Rows of few digits are kept as whole numbers: what comes back has the same bits.
@Suite("Rows of numbers")
struct NumberRowsTests {
  private static let odd: [Double] = [
    0, -0.0, .nan, 0.1 + 0.2, 1e9, 2_147_483_647, 2_147_483_648, -2_147_483_648, 1e-9, 1e-10, 5e-324, 1e300, 1 / 3,
    214_748.3648,
  ]

  private func value(_ kind: Int, _ generator: inout SeededGenerator) -> Double {
    switch kind {
    case 0: Double(Int.random(in: -999...999, using: &generator))
    case 1: Double(Int.random(in: -99_999_999...99_999_999, using: &generator)) / 1e6
    case 2: Double.random(in: -1...1, using: &generator)
    case 3: Self.odd.randomElement(using: &generator) ?? 0
    default: Double.random(in: 0..<1, using: &generator) < 0.001 ? .nan : 0.25
    }
  }

  /// Rows of which each column is of one kind, and the same in an array.
  private func made(_ kinds: [Int], rows: Int, _ seed: UInt64) -> (NumberRows, [[Double]]) {
    var generator = SeededGenerator(seed), table = NumberRows(width: kinds.count), all: [[Double]] = []
    for _ in 0..<rows {
      let row = kinds.map { value($0, &generator) }
      _ = table.append(row)
      all.append(row)
    }
    table.close()
    return (table, all)
  }

  @Test("come back bit for bit, packed or not", arguments: 1...60 as ClosedRange<UInt64>)
  func bits(seed: UInt64) {
    var generator = SeededGenerator(seed)
    let kinds = (0..<Int.random(in: 1...9, using: &generator)).map { _ in Int.random(in: 0...4, using: &generator) }
    let (table, all) = made(kinds, rows: Int.random(in: 1...400, using: &generator), seed)
    var back: [Double] = []
    table.forEachPiece { first, values in
      #expect(first * kinds.count == back.count)
      back += values
      return true
    }
    #expect(back.count == all.count * kinds.count && zip(back, all.joined()).allSatisfy { isSame($0, $1) })
    for (row, values) in all.enumerated() {
      for (column, value) in values.enumerated() { #expect(isSame(table[row, column], value)) }
    }
  }

  private func isSame(_ first: Double, _ second: Double) -> Bool {
    first.isNaN && second.isNaN || first.bitPattern == second.bitPattern
  }

  @Test("of few digits take half of the memory, others are kept as they are")
  func packing() {
    #expect(made([0, 1, 4], rows: 1000, 1).0.pieces.map(\.isPacked) == [true])
    #expect(made([0, 2], rows: 1000, 1).0.pieces.map(\.isPacked) == [false])
  }

  @Test("of several parts follow each other, and can be changed")
  func parts() {
    // A piece has 65,536 / 3 rows; the first part ends within one.
    var (table, all) = made([0, 1, 2], rows: 30_000, 1)
    let (other, more) = made([0, 1, 4], rows: 5_000, 2)
    table.append(other)
    all += more
    for row in [0, 21_844, 21_845, 29_999, 30_000, 34_999] {
      for column in 0..<3 { #expect(isSame(table[row, column], all[row][column]), "row \(row)") }
    }
    table[30_000, 1] = 1 / 3
    #expect(table[30_000, 1] == 1 / 3 && table[30_001, 1] == all[30_001][1] && table.count == 35_000)
    table.replace(column: 0) { $0 + 1000 }
    #expect(table[34_999, 0] == all[34_999][0] + 1000 && isSame(table[34_999, 2], all[34_999][2]))
  }

  @Test("are measured as loops over one column measure them", arguments: 1...20 as ClosedRange<UInt64>)
  func statistics(seed: UInt64) {
    var generator = SeededGenerator(seed)
    let kinds = (0..<Int.random(in: 1...9, using: &generator)).map { _ in
      [0, 1, 2, 4].randomElement(using: &generator) ?? 0
    }
    let (table, all) = made(kinds, rows: 300, seed), isTest = all.map { _ in Bool.random(using: &generator) }
    let measured = ColumnStatistics.measure(table, isTest: isTest, levels: kinds.map { _ in nil })
    for (column, statistics) in measured.enumerated() {
      let column = zip(all, isTest).filter { !$1 }.map { $0.0[column] }, values = column.filter { !$0.isNaN }
      guard let first = values.first else { continue }
      let mean = first + values.reduce(0) { $0 + ($1 - first) } / Double(values.count)
      let square = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      #expect(statistics.count == values.count && statistics.missing == column.count - values.count)
      #expect(statistics.mean == mean && statistics.deviation == (square / Double(values.count)).squareRoot())
      #expect(statistics.least == values.min() && statistics.greatest == values.max())
    }
  }
}
