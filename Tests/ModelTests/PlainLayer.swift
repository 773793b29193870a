import Foundation

@testable import Model

/// One layer from its formulas in double precision; images are channel planes, one example after another.
struct PlainLayer {
  private let layer: LayerSpecification
  private let input: LayerShape, shape: LayerShape
  private let rows: Int
  private let weights: [Double]
  private let bias, scale, shift: [Double]?

  init(
    _ layer: LayerSpecification, from input: LayerShape, to output: LayerShape, rows: Int, name: String,
    _ parameters: [String: [Double]]
  ) {
    (self.layer, self.input, shape, self.rows) = (layer, input, output, rows)
    weights = parameters["\(name).weight"] ?? []
    bias = parameters["\(name).bias"]
    scale = parameters["\(name).scale"]
    shift = parameters["\(name).shift"]
  }

  /// Where number `index` of an example stands in its image.
  private struct Place {
    let channel: Int, y: Int, x: Int

    init(_ index: Int, of shape: LayerShape) {
      guard case .image(_, let height, let width) = shape else {
        (channel, y, x) = (index, 0, 0)
        return
      }
      (channel, y, x) = (index / width / height, index / width % height, index % width)
    }
  }

  func output(_ input: [Double]) -> [Double] {
    var values = [Double](repeating: 0, count: rows * shape.count)
    for output in 0..<shape.count {
      let terms = terms(of: output), start = bias?[biasIndex(output)] ?? 0
      for row in 0..<rows {
        values[row * shape.count + output] = terms.reduce(start) {
          $0 + weights[$1.weight] * input[row * self.input.count + $1.input]
        }
      }
    }
    if layer.isNormalized { normalize(&values) }
    switch layer.activation {
    case .identity: return values
    case .relu: return values.map { max($0, 0) }
    case .tanh: return values.map { tanh($0) }
    }
  }

  /// A dense map to an image has a bias for each number, a convolution one for each channel.
  private func biasIndex(_ output: Int) -> Int {
    switch layer.kind {
    case .dense, .expansion: output
    case .convolution, .deconvolution: Place(output, of: shape).channel
    }
  }

  /// The weights of one number of the output, and what each multiplies.
  private func terms(of output: Int) -> [(weight: Int, input: Int)] {
    let to = Place(output, of: shape)
    switch layer.kind {
    case .dense, .expansion:
      return (0..<input.count).map { (output * input.count + $0, $0) }
    case .convolution(_, let kernel, let stride, let padding):
      return terms(to.channel, kernel) { (to.y * stride - padding + $0, to.x * stride - padding + $1) }
    case .deconvolution(_, let kernel, let stride, let padding):
      return terms(to.channel, kernel) { ky, kx in
        let (y, x) = (to.y + padding - ky, to.x + padding - kx)
        return y % stride == 0 && x % stride == 0 ? (y / stride, x / stride) : nil
      }
    }
  }

  /// The terms of a kernel whose place ky, kx reads the pixel y, x that `pixel` gives, if there is one.
  private func terms(_ output: Int, _ kernel: Int, pixel: (Int, Int) -> (Int, Int)?) -> [(weight: Int, input: Int)] {
    guard case .image(let channels, let height, let width) = input else { return [] }
    var terms: [(Int, Int)] = []
    for k in 0..<kernel * kernel {
      guard let (y, x) = pixel(k / kernel, k % kernel), 0..<height ~= y, 0..<width ~= x else { continue }
      for c in 0..<channels {
        terms.append(((output * channels + c) * kernel * kernel + k, (c * height + y) * width + x))
      }
    }
    return terms
  }

  /// Each channel over the batch and its pixels.
  private func normalize(_ values: inout [Double]) {
    guard let scale, let shift else { return }
    let pixels = shape.count / shape.channels
    for c in 0..<shape.channels {
      let places = (0..<rows * pixels).map { ($0 / pixels * shape.channels + c) * pixels + $0 % pixels }
      let n = Double(places.count), mean = places.reduce(0) { $0 + values[$1] } / n
      let variance = places.reduce(0) { $0 + (values[$1] - mean) * (values[$1] - mean) } / n
      for i in places { values[i] = scale[c] * (values[i] - mean) / (variance + 1e-5).squareRoot() + shift[c] }
    }
  }
}
