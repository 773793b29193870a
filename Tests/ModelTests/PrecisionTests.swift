import Compute
import TestSupport
import Testing

@testable import Model

@Suite(
  "Training with products of bfloat16 numbers",
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

  @Test("of large dense layers does so where the rows are many, and leaves small ones and few rows as they are")
  func dense() throws {
    func terms(rows: Int, hidden: Int, _ precision: Precision) throws -> Terms {
      let specification = ModelSpecification(
        name: "dense", observedShape: .vector(400), likelihood: .bernoulli, components: 3, latent: 2, style: 2,
        encoder: [.dense(hidden, .relu)], prior: [.dense(6, .tanh)], decoder: [.dense(hidden, .relu)])
      return try SmallModel(specification, batch: rows, precision: precision).pass.computeGradients()
    }
    for (rows, hidden, isRounded) in [(200, 900, true), (100, 900, false), (200, 30, false)] {
      let exact = try terms(rows: rows, hidden: hidden, .float32)
      let other = try terms(rows: rows, hidden: hidden, .bf16)
      #expect((other != exact) == isRounded, "\(rows) rows, \(hidden) units")
      #expect(abs(other.elbo - exact.elbo) < 1e-3 * abs(exact.elbo))
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
