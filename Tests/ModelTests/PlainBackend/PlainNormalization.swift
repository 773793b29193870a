import Compute
import Foundation

/// A normalization and a rectifier by their definition: numbers in groups, each of which is brought to mean 0 and variance 1.
final class PlainNormalization: PlannedNormalization {
  let destination: Tensor
  private let kind: Normalization
  private let source: Tensor
  private let parameters: NormalizationParameters
  private let training: Bool
  /// Of each group: what was subtracted, and the root of what was divided by.
  private var moments: [(mean: Double, root: Double)] = []
  private var gradients: (incoming: Tensor, scale: Tensor, shift: Tensor)?

  init(
    _ kind: Normalization, _ source: Tensor, _ parameters: NormalizationParameters, training: Bool
  ) throws(ComputeError) {
    self.kind = kind
    self.source = source
    self.parameters = parameters
    self.training = training
    destination = try Tensor(source.dimensions)
  }

  private func channel(_ place: Int) -> Int {
    place / source.dimensions.dropFirst(2).reduce(1, *) % source.dimensions[1]
  }

  /// The numbers that are normalized together: those of a channel, or of an example.
  private func group(_ place: Int) -> Int {
    kind == .batch ? channel(place) : place / source.dimensions.dropFirst().reduce(1, *)
  }

  private var groups: [[Int]] {
    let places = source.buffer.values.indices, count = source.dimensions[kind == .batch ? 1 : 0]
    return (0..<count).map { group in places.filter { self.group($0) == group } }
  }

  private func number(_ tensor: Tensor, _ place: Int) -> Double { Double(tensor.buffer.values[channel(place)]) }

  func forward() throws(ComputeError) {
    moments = groups.enumerated().map { index, places in
      let values = places.map { Double(source.buffer.values[$0]) }, n = Double(values.count)
      if !training, let (mean, variance) = parameters.statistics {
        let root = (Double(variance.buffer.values[index]) + Double(BatchNormalization.epsilon)).squareRoot()
        return (Double(mean.buffer.values[index]), root)
      }
      let mean = values.reduce(0, +) / n, squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      if let statistics = parameters.statistics {
        for (tensor, value) in [(statistics.mean, mean), (statistics.variance, squares / max(n - 1, 1))] {
          let before = tensor.buffer.values[index]
          tensor.buffer.values[index] = before + BatchNormalization.momentum * (Float(value) - before)
        }
      }
      return (mean, (squares / n + Double(BatchNormalization.epsilon)).squareRoot())
    }
    for place in source.buffer.values.indices {
      let value = normalized(place) * number(parameters.scale, place) + number(parameters.shift, place)
      destination.buffer.values[place] = Float(max(0, value))
    }
  }

  private func normalized(_ place: Int) -> Double {
    let (mean, root) = moments[group(place)]
    return (Double(source.buffer.values[place]) - mean) / root
  }

  func planBackward(gradient: Tensor, scale: Tensor, shift: Tensor) throws(ComputeError) {
    gradients = (gradient, scale, shift)
  }

  func backward() throws(ComputeError) {
    guard let gradients else { return }
    let dy = gradients.incoming.buffer.values
    let g = dy.indices.map { destination.buffer.values[$0] > 0 ? Double(dy[$0]) : 0 }
    let x = dy.indices.map(normalized)
    var scale = [Double](repeating: 0, count: source.dimensions[1]), shift = scale
    for place in dy.indices {
      scale[channel(place)] += g[place] * x[place]
      shift[channel(place)] += g[place]
    }
    gradients.scale.buffer.copy(from: scale.map(Float.init))
    gradients.shift.buffer.copy(from: shift.map(Float.init))
    for (index, places) in groups.enumerated() {
      let slopes = places.map { g[$0] * number(parameters.scale, $0) }, n = Double(places.count)
      let mean = slopes.reduce(0, +) / n, product = zip(slopes, places).reduce(0) { $0 + $1.0 * x[$1.1] } / n
      for (slope, place) in zip(slopes, places) {
        dy[place] = Float((slope - mean - x[place] * product) / moments[index].root)
      }
    }
  }
}
