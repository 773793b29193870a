import Compute

/// The order of the training examples: a permutation that depends on seed and epoch alone, so that any point of
/// training can be returned to.
struct Shuffle {
  private(set) var order: [Int32]
  private let seed: UInt64

  init(count: Int, seed: UInt64, epoch: Int) {
    order = (0..<Int32(count)).map { $0 }
    self.seed = seed
    arrange(epoch: epoch)
  }

  /// Fisher and Yates' shuffle from the sorted order; written out, because the standard library may change its own.
  mutating func arrange(epoch: Int) {
    var generator = CounterGenerator(
      seed: seed, purpose: RandomPurpose.shuffle.rawValue, epoch: UInt32(truncatingIfNeeded: epoch))
    for i in order.indices { order[i] = Int32(i) }
    guard order.count > 1 else { return }
    for last in (1..<order.count).reversed() {
      let other = Int(truncatingIfNeeded: generator.next().multipliedFullWidth(by: UInt64(last + 1)).high)
      order.swapAt(last, other)
    }
  }
}
