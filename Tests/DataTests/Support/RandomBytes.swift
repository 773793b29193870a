import TestSupport

extension SeededGenerator {
  mutating func byte() -> UInt8 { UInt8(truncatingIfNeeded: next()) }

  /// A copy with up to three bytes replaced, and one in four cut short.
  mutating func damaged(_ whole: [UInt8]) -> [UInt8] {
    var bytes = whole
    for _ in 0..<next() % 4 where !bytes.isEmpty { bytes[number(below: bytes.count)] = byte() }
    if next() % 4 == 0 { bytes.removeLast(min(bytes.count, number(below: 12))) }
    return bytes
  }
}
