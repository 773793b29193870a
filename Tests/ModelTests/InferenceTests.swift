import Compute
import TestSupport
import Testing

@testable import Model

@Suite("Evaluation", .serialized)
struct InferenceTests {
  @Test("without batch normalization gives the terms of training for the same noise", arguments: Likelihood.allCases)
  func sameTerms(likelihood: Likelihood) throws {
    let small = try SmallModel(likelihood, batch: 7), inputs = small.pass.inputs
    let inference = try Inference(small.model, batch: 7)
    let found = try inference.terms(count: 7, samples: 3) { range, destination in
      for i in 0..<range.count * 5 { destination[i] = inputs.y.values[range.lowerBound * 5 + i] }
    }
    var expected = Terms()
    for sample in 0..<3 {
      inputs.drawNoise(
        seed: small.model.seed, latent: .evaluation, style: .evaluationStyle, epoch: sample, step: 0)
      expected = try expected + (1.0 / 3) * small.pass.computeGradients(lambda: 0)
    }
    for (a, b) in zip(found.named, expected.named) { expectClose(a.value, b.value, relative: 1e-5, a.name) }
  }
}
