import Foundation

/// y = f(x·Wᵀ + b) and its gradients, from the formulas.
struct PlainDense {
  let rows: Int, inputs: Int, outputs: Int
  /// Rows × inputs.
  let x: [Float]
  /// Outputs × inputs.
  let weights: [Float]
  let bias: [Float]?
  /// dL/dy, rows × outputs.
  let gradient: [Float]

  /// - Parameter isRounded: whether all factors are numbers that bfloat16 has.
  init(rows: Int, inputs: Int, outputs: Int, biased: Bool, isRounded: Bool = false) {
    func factors(_ numbers: [Float]) -> [Float] { isRounded ? numbers.map(\.rounded16) : numbers }
    (self.rows, self.inputs, self.outputs) = (rows, inputs, outputs)
    x = factors(numbers(rows * inputs, seed: 1))
    let limit = 1 / Float(inputs).squareRoot()
    weights = factors(numbers(outputs * inputs, in: -limit...limit, seed: 2))
    bias = biased ? numbers(outputs, seed: 3) : nil
    gradient = factors(numbers(rows * outputs, seed: 4))
  }

  private func sum(_ count: Int, _ term: (Int) -> Float) -> Double {
    var sum = 0.0
    for i in 0..<count { sum += Double(term(i)) }
    return sum
  }

  private func product(_ count: Int, _ terms: (Int) -> (Float, Float)) -> Double {
    var sum = 0.0
    for i in 0..<count {
      let (a, b) = terms(i)
      sum += Double(a) * Double(b)
    }
    return sum
  }

  func forward(_ f: (Double) -> Double) -> [Double] {
    (0..<rows * outputs).map { i in
      let (r, o) = (i / outputs, i % outputs)
      return f(Double(bias?[o] ?? 0) + product(inputs) { (x[r * inputs + $0], weights[o * inputs + $0]) })
    }
  }

  struct Gradients {
    var x, weights, bias: [Double]
  }

  /// `slope` is f' in terms of y.
  func backward(_ y: [Double], slope: (Double) -> Double) -> Gradients {
    let g = zip(gradient, y).map { Float(Double($0) * slope($1)) }
    return Gradients(
      x: (0..<rows * inputs).map { i in
        product(outputs) { (g[i / inputs * outputs + $0], weights[$0 * inputs + i % inputs]) }
      },
      weights: (0..<outputs * inputs).map { i in
        product(rows) { (g[$0 * outputs + i / inputs], x[$0 * inputs + i % inputs]) }
      },
      bias: (0..<outputs).map { o in sum(rows) { g[$0 * outputs + o] } })
  }
}
