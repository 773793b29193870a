import CKernels
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite("The agreement of neighbors")
struct AgreementTests {
  private static let components = 3, batch = 4
  private static let densities: [Float] = (0..<24).map { Float(sin(Double($0) * 1.7)) * 2 }
  private static let clusters: [Int32] = [0, 2, 1, 0]
  private static let shares = [0.5, 0.3, 0.2]

  /// weight · {-log Σ q q' + KL(q̄ ‖ π)} - partition · log q_c in double precision.
  private func plain(_ densities: [Double], weight: Double, partition: Double, temperature: Double) -> Double {
    func softmax(_ row: Int) -> [Double] {
      let exponents = (0..<Self.components).map { exp(densities[row * Self.components + $0] / temperature) }
      return exponents.map { $0 / exponents.reduce(0, +) }
    }
    let rows = (0..<2 * Self.batch).map(softmax), count = Double(Self.batch)
    var loss = 0.0
    for b in 0..<Self.batch {
      loss -= weight / count * log(zip(rows[b], rows[Self.batch + b]).reduce(0) { $0 + $1.0 * $1.1 })
      loss -= partition / count * log(rows[b][Int(Self.clusters[b])])
    }
    for k in 0..<Self.components {
      let mean = (0..<Self.batch).reduce(0) { $0 + rows[$1][k] } / count
      loss += weight * mean * log(mean / Self.shares[k])
    }
    return loss
  }

  @Test("has the value of its formula and the gradient of its differences", arguments: [1.0, 3.0])
  func gradient(temperature: Double) {
    var kernel = gm_agreement(weight: 2, partition: 0.7, temperature: Float(temperature))
    var gradient = Self.densities, scratch = [Float](repeating: 0, count: Self.densities.count)
    let loss = gm_agreement_loss(
      &kernel, Int64(Self.batch), Int64(Self.components), Self.clusters, Self.shares.map { Float(log($0)) }, &gradient,
      &scratch)
    let start = Self.densities.map(Double.init)
    #expect(abs(Double(loss) - plain(start, weight: 1, partition: 0, temperature: temperature)) < 1e-5)
    for index in start.indices {
      var upper = start, lower = start
      upper[index] += 1e-4
      lower[index] -= 1e-4
      let difference =
        (plain(upper, weight: 2, partition: 0.7, temperature: temperature)
          - plain(lower, weight: 2, partition: 0.7, temperature: temperature)) / 2e-4
      #expect(abs(Double(gradient[index]) - difference) < 1e-5, "\(index): \(gradient[index]), \(difference)")
    }
  }
}
