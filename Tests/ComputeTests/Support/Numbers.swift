import CKernels
import TestSupport

/// Numbers spread evenly over `range`, the same at each run (not by the generator under test).
func numbers(_ count: Int, in range: ClosedRange<Float> = -1...1, seed: UInt64 = 1) -> [Float] {
  var generator = SeededGenerator(seed)
  return (0..<count).map { _ in
    range.lowerBound + Float(generator.next() >> 40) * 0x1p-24 * (range.upperBound - range.lowerBound)
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
