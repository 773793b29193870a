import CKernels
import CLAPACK
import Compute

#if canImport(Glibc)
  import Glibc
#endif

/// The leading eigenvectors of a graph's S = D^-½ W D^-½, by subspace iteration with Chebyshev polynomials (Zhou et al. 2006):
/// T_30 of S, scaled so that the eigenvalues wanted are those that grow, then Rayleigh and Ritz.
enum SpectralAxes {
  private static let degree = 30
  private static let rounds = 6
  /// Vectors iterated beyond those wanted: they make the last ones exact.
  private static let spare = 6

  /// N × `count`, the eigenvectors 2…count + 1 over √degree, each scaled to at most 10: where the walk mixes last.
  static func coordinates(of graph: NeighborGraph, count: Int, seed: UInt64) -> [Float] {
    let width = min(count + 1 + spare, graph.count)
    var generator = CounterGenerator(seed: seed, purpose: RandomPurpose.layout.rawValue, epoch: 1)
    var x = (0..<graph.count * width).map { _ in generator.normal() }
    let roots = graph.degrees.map { $0.squareRoot() }
    for row in 0..<graph.count { x[row * width] = roots[row] }
    let values = normalized(graph, roots)
    var cutoff = 0.0
    for _ in 0..<rounds {
      x = filtered(x, width, graph, values, below: cutoff)
      orthonormalize(&x, width)
      cutoff = min(max(rotate(&x, width, graph, values), 0), 0.999)
    }
    return axes(x, width, roots, count: min(count, width - 1), wanted: count)
  }

  private static func normalized(_ graph: NeighborGraph, _ roots: [Double]) -> [Float] {
    var values = graph.matrix.values
    for row in 0..<graph.count {
      for edge in Int(graph.matrix.starts[row])..<Int(graph.matrix.starts[row + 1]) {
        values[edge] = Float(Double(graph.matrix.values[edge]) / (roots[row] * roots[Int(graph.matrix.columns[edge])]))
      }
    }
    return values
  }

  /// T_m of S with -1…`cutoff` brought to -1…1: what lies above grows like e^(m·acosh).
  private static func filtered(
    _ x: [Double], _ width: Int, _ graph: NeighborGraph, _ values: [Float], below cutoff: Double
  ) -> [Double] {
    let center = (cutoff - 1) / 2, half = (cutoff + 1) / 2
    func shifted(_ x: [Double]) -> [Double] {
      var y = graph.multiply(values, x, width: width)
      for i in y.indices { y[i] = (y[i] - center * x[i]) / half }
      return y
    }
    var before = x, now = shifted(x)
    for step in 2...degree {
      var next = shifted(now)
      for i in next.indices { next[i] = 2 * next[i] - before[i] }
      (before, now) = (now, next)
      if step % 10 == 0 { rescale(&before, &now) }
    }
    return now
  }

  /// Keeps the numbers small; the span is the same.
  private static func rescale(_ before: inout [Double], _ now: inout [Double]) {
    let largest = now.reduce(1e-300) { max($0, $1.magnitude) }
    for i in now.indices {
      now[i] /= largest
      before[i] /= largest
    }
  }

  /// Columns of length 1 at right angles: Cholesky factors of the Gram matrix, twice.
  private static func orthonormalize(_ x: inout [Double], _ width: Int) {
    let n = Int32(width), count = x.count / width
    for _ in 0..<2 {
      var gram = [Double](repeating: 0, count: width * width)
      gm_gram(Int64(count), Int64(width), x, x, &gram)
      let trace = (0..<width).reduce(0) { $0 + gram[$1 * width + $1] }
      for i in 0..<width { gram[i * width + i] += 1e-14 * trace }
      LAPACKE_dpotrf(LAPACK_ROW_MAJOR, CChar(UInt8(ascii: "U")), n, &gram, n)
      LAPACKE_dtrtri(LAPACK_ROW_MAJOR, CChar(UInt8(ascii: "U")), CChar(UInt8(ascii: "N")), n, &gram, n)
      for row in 1..<max(width, 2) where row < width { for column in 0..<row { gram[row * width + column] = 0 } }
      gm_multiply_right(Int64(count), Int64(width), gram, &x)
    }
  }

  /// Turns orthonormal columns into the best eigenvectors in their span, by falling eigenvalue; gives the least eigenvalue.
  private static func rotate(_ x: inout [Double], _ width: Int, _ graph: NeighborGraph, _ values: [Float]) -> Double {
    var small = [Double](repeating: 0, count: width * width), eigenvalues = [Double](repeating: 0, count: width)
    let image = graph.multiply(values, x, width: width)
    gm_gram(Int64(graph.count), Int64(width), x, image, &small)
    let n = Int32(width)
    LAPACKE_dsyevd(LAPACK_ROW_MAJOR, CChar(UInt8(ascii: "V")), CChar(UInt8(ascii: "U")), n, &small, n, &eigenvalues)
    var falling = small
    for row in 0..<width {
      for column in 0..<width { falling[row * width + column] = small[row * width + width - 1 - column] }
    }
    gm_multiply_right(Int64(graph.count), Int64(width), falling, &x)
    return eigenvalues.first ?? 0
  }

  private static func axes(_ x: [Double], _ width: Int, _ roots: [Double], count: Int, wanted: Int) -> [Float] {
    var result = [Float](repeating: 0, count: roots.count * wanted)
    for axis in 0..<count {
      let column = roots.indices.map { x[$0 * width + axis + 1] / roots[$0] }
      let largest = column.max { $0.magnitude < $1.magnitude } ?? 0
      guard largest != 0 else { continue }
      // The largest number is positive: eigenvectors have no sign of their own.
      for row in roots.indices { result[row * wanted + axis] = Float(10 * column[row] / largest) }
    }
    return result
  }
}
