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

  /// Convolutions with steps and padding down to 3 × 2 pixels, and the way back, for images of `channels` × 7 × 5.
  static func images(_ likelihood: Likelihood, channels: Int, normalized: Bool) -> ModelSpecification {
    func layer(_ kind: LayerSpecification.Kind, _ activation: Activation = .relu) -> LayerSpecification {
      LayerSpecification(kind, activation, normalized: normalized)
    }
    return ModelSpecification(
      name: "small images", observedShape: .image(channels: channels, height: 7, width: 5), likelihood: likelihood,
      components: 3, latent: 2, style: 2,
      encoder: [
        layer(.convolution(channels: 3, kernel: 3, stride: 2, padding: 1)),
        layer(.convolution(channels: 4, kernel: 2, stride: 1, padding: 0), .tanh), layer(.dense(units: 7)),
      ],
      prior: [.dense(6, .tanh)],
      decoder: [
        layer(.dense(units: 6)), layer(.expansion(channels: 5, height: 3, width: 2)),
        layer(.deconvolution(channels: 4, kernel: 3, stride: 2, padding: 1), .tanh),
      ],
      decoderHead: LayerSpecification(
        .deconvolution(channels: likelihood.outputs(for: channels), kernel: 3, stride: 1, padding: 0), .identity))
  }

  init(_ likelihood: Likelihood, normalized: Bool = false, batch: Int = 7, samples: Int = 1) throws {
    try self.init(Self.specification(likelihood, normalized: normalized), batch: batch, samples: samples)
  }

  init(
    _ specification: ModelSpecification, batch: Int = 7, samples: Int = 1, copies: LayerShape? = nil,
    labels: [Int32]? = nil, precision: Precision = .float32, on backend: (any Backend)? = nil
  ) throws {
    let engine = try backend ?? Engine()
    model = try GMVAE(specification, seed: 4, batch: batch, engine: engine)
    pass = try TrainingPass(
      model, batch: batch, samples: samples, copies: copies, labels: labels != nil, precision: precision)
    if let labels { pass.label(labels) }
    var generator = CounterGenerator(seed: 9, purpose: RandomPurpose.data.rawValue)
    func draw(_ count: Int) -> [Float] {
      let isWhole = specification.likelihood.support.isWhole
      return (0..<count).map { _ in Float(isWhole ? (12 * generator.uniform()).rounded(.down) : generator.uniform()) }
    }
    pass.inputs.y.copy(from: draw(pass.inputs.y.count))
    if let copies = pass.inputs.copies { copies.copy(from: draw(copies.count)) }
    pass.inputs.drawNoise(seed: 9, latent: .latentNoise, style: .styleNoise, epoch: 0, step: 0, on: model.engine)
  }
}

extension TermWeights {
  /// One weight of all terms, and one of all but the reconstruction beside it.
  init(generative: Float, divergences: Float) {
    let product = generative * divergences
    self.init(reconstruction: generative, conditional: product, style: product, component: product)
  }
}
