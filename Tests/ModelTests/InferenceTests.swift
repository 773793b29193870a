import Compute
import TestSupport
import Testing

@testable import Model

@Suite("Evaluation", .serialized)
struct InferenceTests {
  @Test("without batch normalization gives the terms of training for the same noise", arguments: Likelihood.all)
  func sameTerms(likelihood: Likelihood) throws {
    try expectSameTerms(SmallModel.specification(likelihood))
    for channels in [2, 5] {
      try expectSameTerms(SmallModel.images(likelihood, channels: channels, normalized: false))
    }
  }

  private func expectSameTerms(_ specification: ModelSpecification) throws {
    let small = try SmallModel(specification), inputs = small.pass.inputs, size = specification.observed
    let inference = try Inference(small.model, batch: 7)
    let found = try inference.terms(count: 7, samples: 3) { range, destination in
      for i in 0..<range.count * size { destination.values[i] = inputs.y.values[range.lowerBound * size + i] }
    }
    var expected = Terms()
    for sample in 0..<3 {
      inputs.drawNoise(
        seed: small.model.seed, latent: .evaluation, style: .evaluationStyle, epoch: sample, step: 0,
        on: small.model.engine)
      expected = try expected + (1.0 / 3) * small.pass.computeGradients()
    }
    for (a, b) in zip(found.named, expected.named) { expectClose(a.value, b.value, relative: 1e-5, a.name) }
  }
}
