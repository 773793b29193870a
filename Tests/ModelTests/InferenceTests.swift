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

  @Test("of chunks side by side has the bits that they have one after another", arguments: [false, true])
  func sideBySide(isImage: Bool) throws {
    let small = try SmallModel(
      isImage ? SmallModel.images(.bernoulli, channels: 5, normalized: true) : SmallModel.specification(.gaussian))
    let before = Engine.threads, size = small.model.specification.observed
    defer { Engine.threads = before }
    var generator = SeededGenerator(3)
    let values = (0..<40 * size).map { _ in Float.random(in: 0...1, using: &generator) }
    func results(threads: Int) throws -> ([Float], [Double], Double, [Float]) {
      Engine.threads = threads
      // The last of fourteen chunks has one row.
      let inference = try Inference(small.model, batch: 3)
      let read: Inference.ExampleReader = { range, destination in
        destination.copy(from: values[range.lowerBound * size..<range.upperBound * size])
      }
      let encoding = try inference.encode(count: 40, reading: read)
      return (
        encoding.latentMeans + encoding.styleLogVariances + encoding.logDensities,
        try inference.bounds(count: 40, reading: read),
        try inference.terms(count: 40, samples: 2, reading: read).elbo, try inference.decode(encoding.latentMeans)
      )
    }
    let alone = try results(threads: 1)
    for threads in [2, 3, 8] {
      let beside = try results(threads: threads)
      #expect(beside.0 == alone.0 && beside.1 == alone.1 && beside.2 == alone.2 && beside.3 == alone.3)
    }
  }
}
