import Compute
import TestSupport
import Testing

@testable import Model

@Suite(
  "Training with bfloat16 convolutions",
  .enabled(if: Precision.bf16.isSupported, "this processor has no AVX-512 BF16"))
struct PrecisionTests {
  private static let images = SmallModel.images(.bernoulli, channels: 1, normalized: true)

  /// Normalization takes most of a gradient away; what is left has fewer than the 8 bits of the factors.
  @Test("gives terms and gradients near those of float32")
  func nearby() throws {
    let exact = try SmallModel(Self.images, batch: 40),
      rounded = try SmallModel(Self.images, batch: 40, precision: .bf16)
    let expected = try exact.pass.computeGradients(), terms = try rounded.pass.computeGradients()
    #expect(terms != expected)
    for (one, other) in zip(terms.named, expected.named) {
      #expect(abs(one.value - other.value) < 1e-2 * abs(expected.elbo), "\(one.name)")
    }
    for parameter in exact.model.parameters.all where parameter.isTrained {
      let gradient = try #require(rounded.pass.gradients[parameter.name])
      let other = try #require(exact.pass.gradients[parameter.name])
      #expect(distance(gradient, other) < 0.25, "gradient of \(parameter.name)")
    }
  }

  @Test("keeps weights that small steps move, though bfloat16 would not tell them apart")
  func masterWeights() throws {
    let small = try SmallModel(Self.images, batch: 40, precision: .bf16)
    let weight = try #require(small.model.parameters["encoder.1.weight"]).value
    let before = Array(weight.buffer.values)
    _ = try small.pass.move(rate: 1e-7, Objective())
    let moves = zip(before, weight.buffer.values).map { abs($0 - $1) }
    #expect(moves.contains { $0 > 0 } && moves.allSatisfy { $0 < 2e-7 })
  }

  /// The length of the difference as a share of the second one's length.
  private func distance(_ one: Tensor, _ other: Tensor) -> Double {
    let pairs = zip(one.buffer.values, other.buffer.values).map { (Double($0), Double($1)) }
    let difference = pairs.reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    return (difference / pairs.reduce(0) { $0 + $1.1 * $1.1 }).squareRoot()
  }
}
