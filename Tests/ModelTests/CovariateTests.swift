import Compute
import TestSupport
import Testing

@testable import Model

@Suite("Batches that the decoder and p(w) are told", .serialized)
struct CovariateTests {
  struct Case: CustomTestStringConvertible {
    var likelihood = Likelihood.gaussian
    var batch = 7, samples = 1, normalized = false, consistency = 0.0

    var testDescription: String {
      "\(likelihood.name), B=\(batch), M=\(samples), batch normalization \(normalized), consistency \(consistency)"
    }
  }

  static let covariate = Covariate(title: "plate", names: ["P", "Q", "R"], shares: [0.5, 0.3, 0.2])

  static func specification(_ likelihood: Likelihood = .gaussian, normalized: Bool = false) -> ModelSpecification {
    var specification = SmallModel.specification(likelihood, normalized: normalized)
    specification.covariate = covariate
    return specification
  }

  /// The batches of examples in turn, with means of p(w) that are not 0.
  static func small(_ c: Case = Case(), on backend: (any Backend)? = nil) throws -> SmallModel {
    let small = try SmallModel(
      specification(c.likelihood, normalized: c.normalized), batch: c.batch, samples: c.samples,
      copies: c.consistency > 0 ? .vector(5) : nil, on: backend)
    let means = try #require(small.model.parameters["style.means"]?.value)
    try means.setRowMajorValues([0.5, -0.25, -1, 0.75, 0.3, 1.5], engine: small.model.engine)
    small.pass.inputs.tell(batches: codes(c.batch))
    return small
  }

  static func codes(_ count: Int) -> [Int32] { (0..<count).map { Int32($0 * $0 % 3) } }

  @Test(
    "gradients of the whole objective are the central differences of the plain loss",
    arguments: [
      Case(), Case(samples: 3), Case(likelihood: .bernoulli), Case(normalized: true), Case(consistency: 4),
      // Divided among threads.
      Case(batch: 128),
    ])
  func centralDifferences(c: Case) throws {
    let small = try Self.small(c)
    var objective = Objective(consistency: Consistency(weight: c.consistency, temperature: 2))
    objective.weights.style = 0.6
    let plain = try PlainModel(small.model, small.pass.inputs), given = c.consistency > 0 ? plain.softened(2) : []
    let terms = try small.pass.computeGradients(objective)
    for (found, expected) in zip(terms.named, plain.terms().named) {
      expectClose(found.value, expected.value, relative: 1e-4, found.name)
    }
    try small.expectDifferences(from: plain) { model in
      c.consistency > 0 ? model.loss(objective, given: given) : model.loss(objective)
    }
  }

  @Test(
    "the processor's gradients are those of the plain backend", arguments: [Likelihood.gaussian, .nb, .categorical])
  func plainBackend(likelihood: Likelihood) throws {
    let fast = try Self.small(Case(likelihood: likelihood)),
      slow = try Self.small(Case(likelihood: likelihood), on: PlainBackend())
    _ = try fast.pass.computeGradients()
    _ = try slow.pass.computeGradients()
    try fast.expectGradients(of: slow, relative: 1e-4)
  }

  @Test("the style term is the divergence of two normal densities, integrated")
  func divergence() throws {
    let small = try Self.small()
    // mu_w = (0.3, -1.2) and log variances -0.5 and 0.4 for every example.
    let engine = small.model.engine, weight = try #require(small.model.parameters["encoder.heads.weight"]?.value)
    try weight.setRowMajorValues([Float](repeating: 0, count: weight.dimensions.reduce(1, *)), engine: engine)
    try small.model.parameters["encoder.heads.bias"]?.value.setRowMajorValues(
      [0, 0, 0, 0, 0.3, -1.2, -0.5, 0.4], engine: engine)
    // The trapezoidal rule over ±30 with NumPy, ∫ q log q/p dw for p = N(m, 1), for the batches' means (0.5, -0.25), (-1, 0.75) and (0.3, 1.5).
    let divergences = [0.5704276787, 2.8454276787, 3.7441776787]
    let codes = Self.codes(7)
    let expected = codes.reduce(0.0) { $0 + divergences[Int($1)] } / 7
    expectClose(try small.pass.computeGradients().style, expected, relative: 1e-6, "style")
  }

  @Test("each batch has a bias of its own on the decoder's first layer")
  func biases() throws {
    let small = try Self.small(), alone = try SmallModel(.gaussian), engine = small.model.engine
    let latents: [Float] = [0.4, -1, 1.3, 0.2, -0.6, 0.9]
    for parameter in alone.model.parameters.all where !parameter.name.hasPrefix("decoder.1") {
      let same = try #require(small.model.parameters[parameter.name]).value.rowMajorValues(engine: engine)
      try parameter.value.setRowMajorValues(same, engine: alone.model.engine)
    }
    let weight = try #require(small.model.parameters["decoder.1.weight"]?.value).rowMajorValues(engine: engine)
    let bias = try #require(small.model.parameters["decoder.1.bias"]?.value).rowMajorValues(engine: engine)
    #expect(weight.count == 7 * (2 + 3))
    try alone.model.parameters["decoder.1.weight"]?.value.setRowMajorValues(
      (0..<7).flatMap { weight[$0 * 5..<$0 * 5 + 2] }, engine: alone.model.engine)
    for batch in 0..<3 {
      try alone.model.parameters["decoder.1.bias"]?.value.setRowMajorValues(
        (0..<7).map { bias[$0] + weight[$0 * 5 + 2 + batch] }, engine: alone.model.engine)
      let expected = try Inference(alone.model, batch: 4).decode(latents)
      let found = try Inference(small.model, batch: 4).decode(
        latents, batches: [Int32](repeating: Int32(batch), count: 3))
      expectClose(found, expected.map(Double.init), relative: 1e-5, "batch \(batch)")
    }
  }

  @Test("without a batch, decoded means are those of all batches by their shares")
  func meanOverBatches() throws {
    let inference = try Inference(try Self.small().model, batch: 2), latents: [Float] = [0.4, -1, 1.3, 0.2, -0.6, 0.9]
    let each = try (0..<3).map {
      try inference.decode(latents, batches: [Int32](repeating: $0, count: 3)).map(Double.init)
    }
    let expected = each[0].indices.map { place in
      zip(Self.covariate.shares, each).reduce(0) { $0 + $1.0 * $1.1[place] }
    }
    expectClose(try inference.decode(latents), expected, relative: 1e-6, "mean")
  }

  @Test("evaluation gives the terms of training for the same noise")
  func evaluation() throws {
    let small = try Self.small(), inputs = small.pass.inputs
    inputs.drawNoise(
      seed: small.model.seed, latent: .evaluation, style: .evaluationStyle, epoch: 0, step: 0, on: small.model.engine)
    let expected = try small.pass.computeGradients()
    let found = try Inference(small.model, batch: 7).terms(
      count: 7, samples: 1, reading: { _, buffer in buffer.copy(from: inputs.y.values) }, batches: Self.codes(7))
    for (a, b) in zip(found.named, expected.named) { expectClose(a.value, b.value, relative: 1e-5, a.name) }
  }

  @Test("an example of an unknown batch has log Σ share · e^ELBO, and the components that it has in any batch")
  func unknown() throws {
    let small = try Self.small(), inference = try Inference(small.model, batch: 3), y = small.pass.inputs.y.values
    func read(_ range: Range<Int>, _ buffer: Buffer) {
      for (place, value) in y[range.lowerBound * 5..<range.upperBound * 5].enumerated() { buffer.values[place] = value }
    }
    let each = try (0..<3).map { batch in
      try inference.bounds(count: 7, reading: read, batches: [Int32](repeating: batch, count: 7))
    }
    let known: [Int32] = [0, -1, 2, 1, -1, 0, 2]
    let found = try inference.bounds(count: 7, reading: read, batches: known)
    let all = try inference.bounds(count: 7, reading: read)
    for (example, batch) in known.enumerated() {
      let mixed = (0..<3).reduce(0.0) { $0 + Self.covariate.shares[$1] * exponential(each[$1][example]) }
      expectClose(all[example], logarithm(mixed), relative: 1e-6, "example \(example)")
      #expect(found[example] == (batch < 0 ? all[example] : each[Int(batch)][example]))
    }
  }

  @Test("and without batches a model has no parameter more")
  func none() throws {
    let alone = try SmallModel(.gaussian).model, small = try Self.small().model
    #expect(alone.parameters["style.means"] == nil)
    #expect(alone.specification.parameterCount == small.specification.parameterCount - 3 * 7 - 3 * 2)
    alone.specification.placedLayers.forEach { #expect($0.input.count > 0) }
    #expect(alone.styleMean() == [0, 0] && small.styleMean(of: 1) == [-1, 0.75])
    let mean = small.styleMean()
    expectClose(mean, [0.5 * 0.5 - 0.3 + 0.2 * 0.3, -0.5 * 0.25 + 0.3 * 0.75 + 0.2 * 1.5], relative: 1e-6, "mean")
  }
}
