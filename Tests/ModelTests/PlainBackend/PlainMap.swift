import Compute
import Foundation

/// A linear layer by its definition: every output is a sum over pairs of an input and a weight.
final class PlainMap: PlannedMap {
  let destination: Tensor
  private let layer: LinearLayer
  private let source, weights: Tensor
  private let bias: Tensor?
  private var gradients: (destination: Tensor, source: Tensor?, weights: Tensor, bias: Tensor?)?

  init(_ layer: LinearLayer, source: Tensor, weights: Tensor, bias: Tensor?) throws(ComputeError) {
    self.layer = layer
    self.source = source
    self.weights = weights
    self.bias = bias
    destination = try Tensor(layer.output)
  }

  /// Calls `body` with the places of each output, input and weight that belong together.
  private func forEachProduct(_ body: (_ output: Int, _ input: Int, _ weight: Int) -> Void) {
    let rows = layer.output[0], outputs = layer.weights[0], inputs = layer.weights[1]
    switch layer.map {
    case .dense:
      for r in 0..<rows {
        for o in 0..<outputs { for i in 0..<inputs { body(r * outputs + o, r * inputs + i, o * inputs + i) } }
      }
    case .convolution(let stride, let padding):
      forEachPixel(layer.output, layer.input, stride, padding) { small, large, kernel in
        for o in 0..<outputs {
          for i in 0..<inputs {
            body(small(o), large(i), (o * inputs + i) * layer.weights[2] * layer.weights[3] + kernel)
          }
        }
      }
    case .deconvolution(let stride, let padding):
      forEachPixel(layer.input, layer.output, stride, padding) { small, large, kernel in
        for o in 0..<outputs {
          for i in 0..<inputs {
            body(large(o), small(i), (o * inputs + i) * layer.weights[2] * layer.weights[3] + kernel)
          }
        }
      }
    }
  }

  /// The pixels of a small image and of a large one that a kernel connects.
  private func forEachPixel(
    _ small: [Int], _ large: [Int], _ stride: Int, _ padding: Int,
    _ body: (_ small: (Int) -> Int, _ large: (Int) -> Int, _ kernel: Int) -> Void
  ) {
    func place(_ shape: [Int], _ b: Int, _ y: Int, _ x: Int) -> (Int) -> Int {
      { channel in ((b * shape[1] + channel) * shape[2] + y) * shape[3] + x }
    }
    for b in 0..<small[0] {
      for y in 0..<small[2] {
        for x in 0..<small[3] {
          for ky in 0..<layer.weights[2] {
            for kx in 0..<layer.weights[3] {
              let row = y * stride - padding + ky, column = x * stride - padding + kx
              guard (0..<large[2]).contains(row), (0..<large[3]).contains(column) else { continue }
              body(place(small, b, y, x), place(large, b, row, column), ky * layer.weights[3] + kx)
            }
          }
        }
      }
    }
  }

  /// The channel of each output, whose bias is added.
  private func channel(_ output: Int) -> Int {
    output / layer.output.dropFirst(2).reduce(1, *) % layer.output[1]
  }

  func forward() throws(ComputeError) {
    var sums = [Double](repeating: 0, count: destination.buffer.count)
    forEachProduct { sums[$0] += Double(weights.buffer.values[$2]) * Double(source.buffer.values[$1]) }
    for (index, sum) in sums.enumerated() {
      let value = sum + (bias.map { Double($0.buffer.values[channel(index)]) } ?? 0)
      destination.buffer.values[index] = Float(
        layer.activation == .relu ? max(value, 0) : layer.activation == .tanh ? tanh(value) : value)
    }
  }

  func planBackward(destination: Tensor, source: Tensor?, weights: Tensor, bias: Tensor?) throws(ComputeError) {
    gradients = (destination, source, weights, bias)
  }

  func backward() throws(ComputeError) {
    guard let gradients else { return }
    let dy = gradients.destination.buffer.values.enumerated().map { index, gradient in
      let y = Double(destination.buffer.values[index])
      let slope = layer.activation == .relu ? (y > 0 ? 1 : 0) : layer.activation == .tanh ? 1 - y * y : 1
      return slope * Double(gradient)
    }
    var dx = [Double](repeating: 0, count: source.buffer.count)
    var dw = [Double](repeating: 0, count: weights.buffer.count)
    forEachProduct { output, input, weight in
      dx[input] += dy[output] * Double(weights.buffer.values[weight])
      dw[weight] += dy[output] * Double(source.buffer.values[input])
    }
    gradients.source?.buffer.copy(from: dx.map(Float.init))
    gradients.weights.buffer.copy(from: dw.map(Float.init))
    guard let bias = gradients.bias else { return }
    var db = [Double](repeating: 0, count: bias.buffer.count)
    for (index, gradient) in dy.enumerated() { db[channel(index)] += gradient }
    bias.buffer.copy(from: db.map(Float.init))
  }
}
