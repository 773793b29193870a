import CKernels

#if canImport(Glibc)
  import Glibc
#endif

/// Philox4x32-10 (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3") as a stream of numbers.
///
/// A counter-based generator: the n-th number is a pure function of seed, purpose and n, so a saved position is a plain
/// integer and two purposes never share numbers.
public struct CounterGenerator: RandomNumberGenerator, Sendable {
  private let key: (UInt32, UInt32)
  private let purpose: UInt32
  private let epoch: UInt32
  private var block: UInt64 = 0
  private var ready: [UInt64] = []
  private var spareNormal: Double?

  /// - Parameters:
  ///   - seed: the session's seed.
  ///   - purpose: what the numbers are for, so that independent uses of one seed stay independent.
  ///   - epoch: a further part of the counter, for streams that start anew each epoch.
  public init(seed: UInt64, purpose: UInt32, epoch: UInt32 = 0) {
    key = (UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32))
    self.purpose = purpose
    self.epoch = epoch
  }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    if ready.isEmpty { refill() }
    return ready.removeLast()
  }

  /// A number in the open interval 0…1, from 52 random bits.
  public mutating func uniform() -> Double {
    (Double(next() >> 12) + 0.5) * 0x1p-52
  }

  /// A standard normal number (Box and Muller's transform).
  public mutating func normal() -> Double {
    if let spare = spareNormal {
      spareNormal = nil
      return spare
    }
    let radius = (-2 * log(uniform())).squareRoot()
    let angle = 2 * Double.pi * uniform()
    spareNormal = radius * sin(angle)
    return radius * cos(angle)
  }

  /// The index at which the sum of weights passes a share 0..<1 of their total; any if all are 0.
  public static func index(of weights: [Double], at share: Double) -> Int {
    let total = weights.reduce(0, +)
    guard total > 0 else { return min(weights.count - 1, Int(share * Double(weights.count))) }
    var left = share * total
    for (index, weight) in weights.enumerated() where weight > 0 {
      left -= weight
      if left <= 0 { return index }
    }
    return weights.lastIndex { $0 > 0 } ?? 0
  }

  /// Numbers in 0..<1, the n-th a pure function of seed, purpose, epoch and its place n.
  public static func uniforms(
    _ count: Int, from place: Int, seed: UInt64, purpose: RandomPurpose, epoch: UInt32
  ) -> [Float] {
    let key = [UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32)]
    var output: [UInt32] = [0, 0, 0, 0]
    return (place..<place + count).map { place in
      gm_philox([UInt32(truncatingIfNeeded: place), 0, epoch, purpose.rawValue], key, &output)
      return Float(output[0] >> 8) * 0x1p-24
    }
  }

  private mutating func refill() {
    let counter = [UInt32(truncatingIfNeeded: block), UInt32(truncatingIfNeeded: block >> 32), epoch, purpose]
    var output: [UInt32] = [0, 0, 0, 0]
    gm_philox(counter, [key.0, key.1], &output)
    ready = [UInt64(output[3]) << 32 | UInt64(output[2]), UInt64(output[1]) << 32 | UInt64(output[0])]
    block += 1
  }
}
