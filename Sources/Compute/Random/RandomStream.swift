/// A stream of random numbers that lie in memory: element i is a function of all of this and of i.
public struct RandomStream: Sendable, Equatable {
  /// What everything random starts from.
  public let seed: UInt64
  /// What the numbers are for.
  public let purpose: RandomPurpose
  /// Further parts of the counter.
  public let epoch, step: UInt32

  /// Names a stream; only the last 32 bits of epoch and step count.
  public init(seed: UInt64, _ purpose: RandomPurpose, epoch: Int = 0, step: Int = 0) {
    self.seed = seed
    self.purpose = purpose
    self.epoch = UInt32(truncatingIfNeeded: epoch)
    self.step = UInt32(truncatingIfNeeded: step)
  }
}
