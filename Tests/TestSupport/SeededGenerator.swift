import Foundation

/// Random numbers for tests, the same at each run (SplitMix64: Steele, Lea, Flood 2014).
///
/// `GMVAE_SEED=7` in the environment gives all tests others. A failure of a random test tells the seed that repeats it:
/// `#expect(..., "\(generator)")`.
public struct SeededGenerator: RandomNumberGenerator, CustomStringConvertible {
  /// The environment's seed; 0 unless it says otherwise.
  public static let seed = ProcessInfo.processInfo.environment["GMVAE_SEED"].flatMap(UInt64.init) ?? 0

  private var state: UInt64

  /// A generator whose numbers differ from those with another `stream`.
  public init(_ stream: UInt64) { state = stream &+ Self.seed &* 0xd134_2543_de82_ef95 }

  /// The next 64 bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    let mixed = (state ^ state >> 30) &* 0xbf58_476d_1ce4_e5b9
    let again = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
    return again ^ again >> 31
  }

  /// A number from 0 to below `bound`.
  public mutating func number(below bound: Int) -> Int { Int(next() % UInt64(bound)) }

  /// One of the elements, of which there must be some.
  public mutating func pick<Element>(_ elements: [Element]) -> Element { elements[number(below: elements.count)] }

  /// How to have the same numbers again.
  public var description: String { "GMVAE_SEED=\(Self.seed) repeats this" }
}
