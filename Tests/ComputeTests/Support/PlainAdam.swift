import Foundation

/// Algorithm 1 of Kingma and Ba 2015, at rate 0.01.
struct PlainAdam {
  private(set) var parameters: [Double]
  private(set) var first: [Double]
  private(set) var second: [Double]

  init(parameters: [Double]) {
    self.parameters = parameters
    first = parameters.map { _ in 0 }
    second = first
  }

  func corrections(_ step: Int) -> (first: Double, second: Double) {
    (1 - pow(0.9, Double(step)), 1 - pow(0.999, Double(step)))
  }

  mutating func step(_ step: Int, gradients: [Double]) {
    for (i, g) in gradients.enumerated() {
      first[i] = 0.9 * first[i] + 0.1 * g
      second[i] = 0.999 * second[i] + 0.001 * g * g
      let m = first[i] / corrections(step).first, v = second[i] / corrections(step).second
      parameters[i] -= 0.01 * m / (v.squareRoot() + 1e-8)
    }
  }
}
