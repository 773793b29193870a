import Compute
import Foundation

/// Batch normalization and a rectifier by their definition.
final class PlainNormalization: PlannedNormalization {
  let destination: Tensor
  private let source: Tensor
  private let channels: BatchNormalization.Channels
  private let training: Bool
  /// Of each channel: what was subtracted, and the root of what was divided by.
  private var moments: [(mean: Double, root: Double)] = []
  private var gradients: (incoming: Tensor, scale: Tensor, shift: Tensor)?

  init(_ source: Tensor, _ channels: BatchNormalization.Channels, training: Bool) throws(ComputeError) {
    self.source = source
    self.channels = channels
    self.training = training
    destination = try Tensor(source.dimensions)
  }

  private var count: Int { source.dimensions[1] }

  /// The places of a channel's numbers.
  private func places(_ channel: Int) -> [Int] {
    let pixels = source.dimensions.dropFirst(2).reduce(1, *)
    return source.buffer.values.indices.filter { $0 / pixels % count == channel }
  }

  func forward() throws(ComputeError) {
    moments = (0..<count).map { channel in
      let values = places(channel).map { Double(source.buffer.values[$0]) }, n = Double(values.count)
      guard training else {
        return (
          Double(channels.mean.buffer.values[channel]),
          (Double(channels.variance.buffer.values[channel]) + Double(BatchNormalization.epsilon)).squareRoot()
        )
      }
      let mean = values.reduce(0, +) / n, squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      func move(_ tensor: Tensor, toward value: Double) {
        tensor.buffer.values[channel] += BatchNormalization.momentum * (Float(value) - tensor.buffer.values[channel])
      }
      move(channels.mean, toward: mean)
      move(channels.variance, toward: squares / max(n - 1, 1))
      return (mean, (squares / n + Double(BatchNormalization.epsilon)).squareRoot())
    }
    for channel in 0..<count {
      for place in places(channel) {
        let value = normalized(place, channel) * Double(channels.scale.buffer.values[channel])
        destination.buffer.values[place] = Float(max(0, value + Double(channels.shift.buffer.values[channel])))
      }
    }
  }

  private func normalized(_ place: Int, _ channel: Int) -> Double {
    (Double(source.buffer.values[place]) - moments[channel].mean) / moments[channel].root
  }

  func planBackward(gradient: Tensor, scale: Tensor, shift: Tensor) throws(ComputeError) {
    gradients = (gradient, scale, shift)
  }

  func backward() throws(ComputeError) {
    guard let gradients else { return }
    let dy = gradients.incoming.buffer.values
    for channel in 0..<count {
      let places = places(channel), n = Double(places.count)
      let g = places.map { destination.buffer.values[$0] > 0 ? Double(dy[$0]) : 0 }
      let x = places.map { normalized($0, channel) }
      let sum = g.reduce(0, +), product = zip(g, x).reduce(0) { $0 + $1.0 * $1.1 }
      gradients.shift.buffer.values[channel] = Float(sum)
      gradients.scale.buffer.values[channel] = Float(product)
      let factor = Double(channels.scale.buffer.values[channel]) / moments[channel].root
      for (index, place) in places.enumerated() {
        dy[place] = Float(factor * (g[index] - sum / n - x[index] * product / n))
      }
    }
  }
}
