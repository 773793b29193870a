import CKernels

/// Numbers spread evenly over `range`, the same at each run (SplitMix64, so not the generator under test).
func numbers(_ count: Int, in range: ClosedRange<Float> = -1...1, seed: UInt64 = 1) -> [Float] {
  var state = seed
  return (0..<count).map { _ in
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return range.lowerBound + Float((z ^ (z >> 31)) >> 40) * 0x1p-24 * (range.upperBound - range.lowerBound)
  }
}

/// The same numbers in double precision.
func doubles(_ values: some Sequence<Float>) -> [Double] { values.map(Double.init) }

/// Runs `body` with each number of threads, and puts the old one back.
func withThreads(_ counts: [Int32], _ body: (Int32) throws -> Void) rethrows {
  let before = gm_threads()
  defer { gm_set_threads(before) }
  for count in counts {
    gm_set_threads(count)
    try body(count)
  }
}

/// The derivative of `value` by one number, from a step to each side.
func centralDifference(at place: Double, step: Double = 1e-5, _ value: (Double) -> Double) -> Double {
  (value(place + step) - value(place - step)) / (2 * step)
}

extension Float {
  /// A number near it that bfloat16 has.
  var rounded16: Float { Float(bitPattern: bitPattern & 0xffff_0000) }
}
