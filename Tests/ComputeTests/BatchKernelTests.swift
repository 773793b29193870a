import CKernels
import Testing

@Suite("Gathering a batch")
struct BatchKernelTests {
  /// Few and many rows and columns; the last is divided among threads.
  static let sizes = [(1, 1), (3, 5), (17, 784), (200, 2), (150, 1031)]

  @Test("of bytes takes the rows that were named and scales them", arguments: sizes)
  func bytes(rows: Int, columns: Int) {
    let source = (0..<40 * columns).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ $0 / 11) }
    let indices = (0..<rows).map { Int32($0 * 29 % 40) }
    var destination = [Float](repeating: .nan, count: rows * columns)
    gm_gather_bytes(source, indices, Int64(rows), Int64(columns), 1 / 255, 0, &destination)
    let expected = indices.flatMap { i in (0..<columns).map { Float(source[Int(i) * columns + $0]) * (1 / 255) } }
    #expect(destination == expected)
  }

  @Test("of numbers takes the rows that were named", arguments: sizes)
  func floats(rows: Int, columns: Int) {
    let source = numbers(40 * columns)
    let indices = (0..<rows).map { Int32($0 * 29 % 40) }
    var destination = [Float](repeating: .nan, count: rows * columns)
    gm_gather_floats(source, indices, Int64(rows), Int64(columns), &destination)
    #expect(destination == indices.flatMap { i in source[Int(i) * columns..<(Int(i) + 1) * columns] })
  }

  @Test("makes the highest byte exactly 1")
  func white() {
    var destination: [Float] = [0, 0]
    gm_gather_bytes([0, 255], [0], 1, 2, 1 / 255, 0, &destination)
    #expect(destination == [0, 1])
  }
}
