import Compute
import TestSupport
import Testing

@testable import Model

/// Whole models on the processor and on the plain backend: the same terms, gradients and weights after some steps.
@Suite("The processor's backend computes what the plain one does", .serialized)
struct BackendTests {
  struct Case: CustomStringConvertible {
    let title: String
    let specification: ModelSpecification
    var samples = 1
    var objective = Objective()
    var description: String { title }
  }

  static let cases: [Case] =
    Likelihood.all.flatMap { likelihood in
      [false, true].flatMap { normalized in
        [
          Case(
            title: "\(likelihood), rows\(normalized ? ", normalized" : "")",
            specification: SmallModel.specification(likelihood, normalized: normalized), samples: 3),
          Case(
            title: "\(likelihood), images\(normalized ? ", normalized" : "")",
            specification: SmallModel.images(likelihood, channels: 2, normalized: normalized)),
        ]
      }
    } + [
      Case(
        title: "sampled divergences", specification: SmallModel.specification(.gaussian), samples: 2,
        objective: Objective(lambda: 0.2, formulation: .sampled)),
      Case(
        title: "the paper's first version", specification: headed, samples: 2,
        objective: Objective(formulation: .firstVersion, weights: TermWeights(component: 0.7, violation: 0.3))),
      Case(
        title: "consistency in groups", specification: SmallModel.specification(.gaussian, normalized: true),
        objective: Objective(consistency: Consistency(weight: 2, temperature: 1.5, groups: 2))),
      Case(title: "dense layers in blocks", specification: wide),
      Case(
        title: "layer normalization, rows",
        specification: layered(SmallModel.specification(.gaussian, normalized: true))),
      Case(
        title: "layer normalization, images",
        specification: layered(SmallModel.images(.bernoulli, channels: 2, normalized: true)), samples: 2),
    ]

  private static var headed: ModelSpecification {
    var specification = SmallModel.specification(.bernoulli)
    specification.hasComponentHead = true
    return specification
  }

  /// The same with layer normalization.
  private static func layered(_ specification: ModelSpecification) -> ModelSpecification {
    var layered = specification
    func changed(_ layers: [LayerSpecification]) -> [LayerSpecification] {
      layers.map { LayerSpecification($0.kind, $0.activation, normalization: $0.isNormalized ? .layer : nil) }
    }
    layered.encoder = changed(specification.encoder)
    layered.decoder = changed(specification.decoder)
    return layered
  }

  private static let wide = ModelSpecification(
    name: "wide", observedShape: .vector(301), likelihood: .bernoulli, components: 3, latent: 2, style: 2,
    encoder: [.dense(401, .relu, normalized: true)], prior: [.dense(6, .tanh)], decoder: [.dense(350, .relu)])

  private func make(_ c: Case, on backend: any Backend) throws -> SmallModel {
    let copies: LayerShape? = c.objective.consistency.isOn ? c.specification.observedShape : nil
    let batch = c.specification.observed > 300 ? 33 : 7
    return try SmallModel(c.specification, batch: batch, samples: c.samples, copies: copies, on: backend)
  }

  @Test("terms and gradients", arguments: cases)
  func gradients(c: Case) throws {
    let fast = try make(c, on: Engine()), plain = try make(c, on: PlainBackend())
    let terms = try fast.pass.computeGradients(c.objective), expected = try plain.pass.computeGradients(c.objective)
    for (found, expected) in zip(terms.named, expected.named) {
      expectClose(found.value, expected.value, relative: 1e-5, found.name)
    }
    expectClose(fast.pass.consistency, plain.pass.consistency, relative: 1e-4, "consistency")
    try fast.expectGradients(of: plain, relative: 1e-4)
  }

  @Test("weights after five steps, from the same start", arguments: cases)
  func steps(c: Case) throws {
    let fast = try make(c, on: Engine()), plain = try make(c, on: PlainBackend())
    for _ in 0..<5 {
      _ = try fast.pass.move(rate: 1e-3, c.objective)
      _ = try plain.pass.move(rate: 1e-3, c.objective)
    }
    for (one, other) in zip(fast.model.parameters.all, plain.model.parameters.all) {
      let found = try one.value.rowMajorValues(engine: fast.model.engine)
      let right = try other.value.rowMajorValues(engine: plain.model.engine)
      // Adam turns a gradient of 1e-9 into a whole step: a few weights may go elsewhere by a step or two.
      let far = zip(found, right).count { abs($0 - $1) > 2e-4 }
      #expect(far <= found.count / 50, "\(one.name): \(far) of \(found.count) weights differ")
    }
  }
}
