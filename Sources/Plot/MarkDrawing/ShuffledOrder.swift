/// Indices in an order that a seed decides (Fisher and Yates, with a linear congruential generator).
enum ShuffledOrder {
  static func indices(count: Int, seed: UInt64 = 0) -> [Int] {
    var order = Array(0..<count)
    var state = seed &+ 0x9E37_79B9_7F4A_7C15
    for last in stride(from: count - 1, to: 0, by: -1) {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      order.swapAt(last, Int((state >> 33) % UInt64(last + 1)))
    }
    return order
  }
}
