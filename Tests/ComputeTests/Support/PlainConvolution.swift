import Compute
import Testing

/// A convolution or deconvolution with its bias and all gradients, as sums over the places of its kernel.
///
/// Both connect a place of the small image with the kernel's places in the large one: a convolution reads the large image
/// and writes the small one, a deconvolution the other way around.
struct PlainConvolution: CustomTestStringConvertible {
  var isTransposed = false
  var batch = 2
  let inputs: Int, outputs: Int, kernel: Int, stride: Int, padding: Int
  /// Height and width of what is read.
  let size: (height: Int, width: Int)
  /// Whether all factors are numbers that bfloat16 has.
  var isRounded = false

  init(
    _ inputs: Int, _ outputs: Int, kernel: Int, stride: Int = 1, padding: Int = 0, size: (Int, Int),
    transposed: Bool = false, batch: Int = 2
  ) {
    (self.inputs, self.outputs, self.kernel, self.stride, self.padding) = (inputs, outputs, kernel, stride, padding)
    (self.size, isTransposed, self.batch) = (size, transposed, batch)
  }

  var testDescription: String {
    let name = isTransposed ? "deconvolution" : "convolution", shape = "\(inputs)×\(size.height)×\(size.width)"
    return "\(name) of \(batch)×\(shape) to \(outputs), kernel \(kernel), stride \(stride), padding \(padding)"
  }

  var map: LinearMap {
    isTransposed
      ? .deconvolution(stride: stride, padding: padding) : .convolution(stride: stride, padding: padding)
  }

  private func outputSide(_ side: Int) -> Int {
    isTransposed ? (side - 1) * stride - 2 * padding + kernel : (side + 2 * padding - kernel) / stride + 1
  }

  var sourceDimensions: [Int] { [batch, inputs, size.height, size.width] }
  var weightDimensions: [Int] { [outputs, inputs, kernel, kernel] }
  var outputDimensions: [Int] { [batch, outputs, outputSide(size.height), outputSide(size.width)] }

  var x: [Float] { factors(numbers(sourceDimensions.reduce(1, *), seed: 1)) }
  var weights: [Float] {
    let limit = 1 / Float(inputs * kernel * kernel).squareRoot()
    return factors(numbers(weightDimensions.reduce(1, *), in: -limit...limit, seed: 2))
  }
  var bias: [Float] { numbers(outputs, seed: 3) }
  /// dL/dy.
  var gradient: [Float] { factors(numbers(outputDimensions.reduce(1, *), seed: 4)) }

  private func factors(_ numbers: [Float]) -> [Float] {
    isRounded ? numbers.map(\.rounded16) : numbers
  }

  /// Calls `body` with the places of all triples x, W, y that meet in a product, one row of the kernel at a time: the
  /// first places, the number of products, and how far x and y move from one to the next (W moves by one).
  private func forEachRow(_ body: (_ x: Int, _ w: Int, _ y: Int, _ count: Int) -> Void) {
    let (height, width) = (outputDimensions[2], outputDimensions[3])
    let small = isTransposed ? size : (height, width), large = isTransposed ? (height, width) : size
    for plane in 0..<batch * outputs * inputs {
      let (b, o, i) = (plane / inputs / outputs, plane / inputs % outputs, plane % inputs)
      let read = (b * inputs + i) * size.height * size.width, written = (b * outputs + o) * height * width
      for row in 0..<small.0 * kernel {
        let (top, ky) = (row / kernel, row % kernel), y = top * stride - padding + ky
        guard (0..<large.0).contains(y) else { continue }
        for left in 0..<small.1 {
          let start = left * stride - padding, first = max(0, -start), end = min(kernel, large.1 - start)
          guard first < end else { continue }
          let inSmall = top * small.1 + left, inLarge = y * large.1 + start + first
          body(
            read + (isTransposed ? inSmall : inLarge), ((o * inputs + i) * kernel + ky) * kernel + first,
            written + (isTransposed ? inLarge : inSmall), end - first)
        }
      }
    }
  }

  /// y, before any activation.
  func forward() -> [Double] {
    let (x, weights, bias) = (doubles(x), doubles(weights), doubles(bias))
    let pixels = outputDimensions[2] * outputDimensions[3]
    var y = (0..<batch * outputs * pixels).map { bias[$0 / pixels % outputs] }
    let (dx, dy) = isTransposed ? (0, 1) : (1, 0)
    forEachRow { from, weight, to, count in
      for k in 0..<count { y[to + k * dy] += weights[weight + k] * x[from + k * dx] }
    }
    return y
  }

  struct Gradients {
    var x, weights, bias: [Double]
  }

  /// The gradients where `slopes` are those of the activation at each y.
  func backward(slopes: [Double]) -> Gradients {
    let (x, weights) = (doubles(x), doubles(weights)), g = zip(gradient, slopes).map { Double($0) * $1 }
    let pixels = outputDimensions[2] * outputDimensions[3], (dx, dy) = isTransposed ? (0, 1) : (1, 0)
    var gradients = Gradients(
      x: x.map { _ in 0 }, weights: weights.map { _ in 0 }, bias: Array(repeating: 0, count: outputs))
    for i in g.indices { gradients.bias[i / pixels % outputs] += g[i] }
    forEachRow { from, weight, to, count in
      for k in 0..<count {
        gradients.x[from + k * dx] += weights[weight + k] * g[to + k * dy]
        gradients.weights[weight + k] += x[from + k * dx] * g[to + k * dy]
      }
    }
    return gradients
  }

  /// The weights of the convolution that does the same as a deconvolution of stride 1: the kernel turned by 180°.
  var turnedWeights: [Float] {
    let square = kernel * kernel, weights = weights
    return weights.indices.map { weights[$0 / square * square + square - 1 - $0 % square] }
  }
}
