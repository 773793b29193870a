#if canImport(Glibc)
  import Glibc
#endif

/// e^x; a name of its own so that files need not import the C library.
func exponential(_ x: Double) -> Double { exp(x) }

/// log x, likewise.
func logarithm(_ x: Double) -> Double { log(x) }

/// log Σ e^v over all values but one, without overflow; minus infinity where nothing is left.
func logSumExp(_ values: [Double], without excluded: Int) -> Double {
  var largest = -Double.infinity
  for (i, value) in values.enumerated() where i != excluded { largest = max(largest, value) }
  guard largest.isFinite else { return largest }
  var sum = 0.0
  for (i, value) in values.enumerated() where i != excluded { sum += exp(value - largest) }
  return largest + log(sum)
}
