/// SplitMix64, so that a failure can be had again.
struct RandomBytes: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    let mixed = (state ^ state >> 30) &* 0xbf58_476d_1ce4_e5b9
    let again = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
    return again ^ again >> 31
  }

  mutating func byte() -> UInt8 { UInt8(truncatingIfNeeded: next()) }

  /// A copy with up to three bytes replaced, and one in four cut short.
  mutating func damaged(_ whole: [UInt8]) -> [UInt8] {
    var bytes = whole
    for _ in 0..<next() % 4 where !bytes.isEmpty { bytes[Int(next() % UInt64(bytes.count))] = byte() }
    if next() % 4 == 0 { bytes.removeLast(min(bytes.count, Int(next() % 12))) }
    return bytes
  }
}
