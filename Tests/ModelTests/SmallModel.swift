import Compute

@testable import Model

/// A small model with a batch and noise in place.
struct SmallModel {
  let model: GMVAE
  let pass: TrainingPass

  static func specification(_ likelihood: Likelihood, normalized: Bool = false) -> ModelSpecification {
    ModelSpecification(
      name: "small", observedShape: .vector(5), likelihood: likelihood, components: 3, latent: 2, style: 2,
      encoder: [.dense(9, .relu, normalized: normalized), .dense(7, .relu)], prior: [.dense(6, .tanh)],
      decoder: [.dense(7, .relu), .dense(6, .tanh)])
  }

  init(_ likelihood: Likelihood, normalized: Bool = false, batch: Int = 7, samples: Int = 1) throws {
    let engine = try Engine()
    model = try GMVAE(
      Self.specification(likelihood, normalized: normalized), seed: 4, batch: batch, engine: engine)
    pass = try TrainingPass(model, batch: batch, samples: samples)
    var generator = CounterGenerator(seed: 9, purpose: RandomPurpose.data.rawValue)
    pass.inputs.y.copy(from: (0..<pass.inputs.y.count).map { _ in Float(generator.uniform()) })
    pass.inputs.drawNoise(seed: 9, latent: .latentNoise, style: .styleNoise, epoch: 0, step: 0)
  }
}
