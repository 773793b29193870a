import Compute
import TestSupport

@testable import Model

/// A model and its training as PyTorch computed them in float64 from the paper's formulas (`Scripts/reference`).
struct ReferenceModel: Decodable {
  struct Configuration: Decodable {
    /// Numbers, or channels, height and width.
    let shape: [Int]
    let encoder: [Layer]
    let latent: Int
    let style: Int
    let components: Int
    let prior: Int
    let decoder: [Layer]
    let decoder_head: Layer?
    let likelihood: String
    let batch: Int
    let samples: Int
    let lambda: Double
    let consistency: AskedConsistency?
    let first_version: FirstVersion?
    let steps: Int
    let rate: Double

    var observation: Int { shape.reduce(1, *) }

    var observedShape: LayerShape {
      shape.count == 1 ? .vector(shape[0]) : .image(channels: shape[0], height: shape[1], width: shape[2])
    }
  }

  struct AskedConsistency: Decodable {
    let weight, temperature, balance, entropy, generative, divergences: Double
  }

  struct FirstVersion: Decodable {
    let eta, alpha: Double
  }

  struct Layer: Decodable {
    enum Kind: String, Decodable { case dense, expansion, convolution, deconvolution }

    let kind: Kind
    let channels: Int
    let kernel: Int
    let stride: Int
    let padding: Int
    let height: Int
    let width: Int
    let normalized: Bool
    let activation: String

    var specification: LayerSpecification {
      LayerSpecification(map, Activation(rawValue: activation) ?? .identity, normalized: normalized)
    }

    private var map: LayerSpecification.Kind {
      switch kind {
      case .dense: .dense(units: channels)
      case .expansion: .expansion(channels: channels, height: height, width: width)
      case .convolution: .convolution(channels: channels, kernel: kernel, stride: stride, padding: padding)
      case .deconvolution: .deconvolution(channels: channels, kernel: kernel, stride: stride, padding: padding)
      }
    }
  }

  struct Terms: Decodable {
    let reconstruction: Double
    let conditional: Double
    let style: Double
    let component: Double
    let elbo: Double
    let consistency: Double?
  }

  struct Evaluation: Decodable {
    let mean_x: ReferenceArray
    let mean_w: ReferenceArray
    let responsibilities: ReferenceArray
    let decoder: ReferenceArray
  }

  let configuration: Configuration
  let parameters: [String: ReferenceArray]
  let data: ReferenceArray
  let noise_x: ReferenceArray
  let noise_w: ReferenceArray
  let copies: ReferenceArray?
  let terms: [Terms]
  let gradients: [String: ReferenceArray]
  let responsibilities: ReferenceArray
  let parameters_after: [String: ReferenceArray]
  let statistics_after: [String: ReferenceArray]
  let evaluation: Evaluation

  var specification: ModelSpecification {
    let c = configuration
    var specification = ModelSpecification(
      name: "reference", observedShape: c.observedShape,
      likelihood: c.likelihood == "gaussian" ? .gaussian : .bernoulli,
      components: c.components, latent: c.latent, style: c.style,
      encoder: c.encoder.map(\.specification), prior: [.dense(c.prior, .tanh)],
      decoder: c.decoder.map(\.specification), decoderHead: c.decoder_head?.specification)
    specification.hasComponentHead = c.first_version != nil
    return specification
  }

  /// Our model with the reference's initial parameters.
  func makeModel(engine: Engine) throws -> GMVAE {
    let model = try GMVAE(specification, seed: 0, batch: configuration.batch, engine: engine)
    for (name, array) in parameters.sorted(by: { $0.key < $1.key }) {
      guard let parameter = model.parameters[name] else { continue }
      try parameter.value.setRowMajorValues(array.values.map(Float.init), engine: engine)
    }
    return model
  }

  /// A pass for its batches, with room for copies if it has some.
  func makePass(_ model: GMVAE) throws -> TrainingPass {
    try TrainingPass(
      model, batch: configuration.batch, samples: configuration.samples, copies: copies.map { _ in .vector(1) })
  }

  var objective: Objective {
    if let asked = configuration.first_version {
      return Objective(
        lambda: configuration.lambda, formulation: .firstVersion,
        weights: .init(component: Float(asked.eta), violation: Float(asked.alpha)))
    }
    guard let asked = configuration.consistency else { return Objective(lambda: configuration.lambda) }
    return Objective(
      lambda: configuration.lambda,
      weights: .init(generative: Float(asked.generative), divergences: Float(asked.divergences)),
      consistency: Consistency(
        weight: asked.weight, temperature: asked.temperature, balance: asked.balance, entropy: asked.entropy))
  }

  /// Puts a step's batch, copies and noise in place.
  func prepare(_ inputs: PassInputs, step: Int) {
    if let copies { inputs.copies?.copy(from: copies.slice(step)) }
    inputs.y.copy(from: data.slice(step))
    inputs.noiseX.copy(from: noise_x.slice(step))
    inputs.noiseW.copy(from: noise_w.slice(step))
  }
}
