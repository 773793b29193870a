import Glibc

/// Random numbers that a seed decides: SplitMix64 (Steele, Lea and Flood 2014).
struct SplitMix {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A standard normal number (Box and Muller).
  mutating func normal() -> Double {
    let (first, second) = (uniform(), uniform())
    return (-2 * log(first)).squareRoot() * cos(2 * .pi * second)
  }

  /// A number in 0..<1, never 0.
  private mutating func uniform() -> Double { (Double(next() >> 11) + 0.5) / Double(1 << 53) }
}
