import Foundation

/// Numbers that are the same in each run: a linear congruential generator.
struct Draws {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func uniform() -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Double(state >> 11) / Double(1 << 53)
  }

  mutating func normal() -> Double {
    sqrt(-2 * log(max(uniform(), 1e-12))) * cos(2 * .pi * uniform())
  }
}
