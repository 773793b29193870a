import Compute
import Testing

@testable import Model

@Suite("Binary pixels", .serialized)
struct BinaryTests {
  @Test("are drawn anew at each step, with the pixel's value as probability")
  func draws() throws {
    let small = try SmallModel(.bernoulli, batch: 400)
    let y = small.pass.inputs.y, gray = Array(y.values)
    var objective = Objective(), sums = [Float](repeating: 0, count: y.count), batches: Set<[Float]> = []
    objective.isBinary = true
    for step in 0..<50 {
      small.model.position.step = step
      y.copy(from: gray)
      _ = try small.pass.step(rate: 0, objective)
      for (i, value) in y.values.enumerated() {
        #expect(value == 0 || value == 1)
        sums[i] += value
      }
      batches.insert(Array(y.values))
    }
    #expect(batches.count == 50)
    let errors = zip(sums, gray).map { Double($0 / 50 - $1) }
    let deviation = (errors.reduce(0) { $0 + $1 * $1 } / Double(errors.count)).squareRoot()
    #expect(deviation < 0.065, "the mean of 50 draws is within √(p(1-p)/50), 0.058 on average")
    #expect(abs(errors.reduce(0, +)) / Double(errors.count) < 0.006)
  }
}
