import TestSupport
import Testing

@testable import Compute
@testable import Model

@Suite("A step of training")
struct StepTests {
  /// Layers of all kinds: large enough to move their own weights, too small for that, and normalized.
  private static let specification = ModelSpecification(
    name: "wide", observedShape: .vector(301), likelihood: .bernoulli, components: 3, latent: 2, style: 2,
    encoder: [.dense(401, .relu, normalized: true), .dense(300, .relu)], prior: [.dense(6, .tanh)],
    decoder: [.dense(350, .relu)])

  @Test("moves weights on the way to the bits that the whole gradient and then Adam give")
  func onTheWay() throws {
    let moved = try SmallModel(Self.specification, batch: 40), apart = try SmallModel(Self.specification, batch: 40)
    for _ in 0..<3 {
      let terms = try moved.pass.move(rate: 1e-2, Objective())
      #expect(try apart.pass.computeGradients() == terms)
      #expect(adam(apart, rate: 1e-2))
    }
    for (one, other) in zip(moved.model.parameters.memory, apart.model.parameters.memory) {
      #expect(one.values.elementsEqual(other.values))
    }
  }

  @Test("names the weights whose gradient is too large, also where they move on the way")
  func tooLarge() throws {
    let small = try SmallModel(Self.specification, batch: 40)
    let head = try #require(small.model.parameters["decoder.heads.weight"])
    for index in 0..<head.value.buffer.count { head.value.pointer[index] *= 1e25 }
    _ = try small.pass.move(rate: 1e-3, Objective())
    #expect(small.pass.notFinite == "the gradient of encoder.1.weight")
  }

  /// One step of Adam in one stretch.
  private func adam(_ small: SmallModel, rate: Double) -> Bool {
    let update = small.model.optimizer.next(rate: rate), parameters = small.model.parameters
    return small.model.engine.update(
      parameters.values, gradients: small.pass.gradients.buffer, moments: parameters.moments, by: update)
  }
}
