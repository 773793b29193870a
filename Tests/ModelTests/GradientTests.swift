import Compute
import TestSupport
import Testing

@testable import Model

@Suite("Gradients of the whole model", .serialized)
struct GradientTests {
  struct Case: CustomTestStringConvertible {
    let likelihood: Likelihood, samples: Int, lambda: Double, normalized: Bool

    var testDescription: String {
      "\(likelihood), M=\(samples), lambda \(lambda)\(normalized ? ", batch normalization" : "")"
    }
  }

  /// A lambda of 5 is more than log K, so the z prior's gradient is off.
  static let cases: [Case] = Likelihood.all.flatMap { likelihood in
    [1, 3].flatMap { samples in
      [0, 5].flatMap { lambda in
        [false, true].map { Case(likelihood: likelihood, samples: samples, lambda: lambda, normalized: $0) }
      }
    }
  }

  @Test("are the central differences of the plain loss, for some entries of every parameter", arguments: cases)
  func centralDifferences(c: Case) throws {
    try expectDifferences(
      SmallModel(c.likelihood, normalized: c.normalized, samples: c.samples), Objective(lambda: c.lambda))
  }

  /// Two channels take a deconvolution to few channels at the end, five of a Gaussian one to ten.
  @Test(
    "of convolutional networks are the central differences too", arguments: [(2, 3), (5, 1)], Likelihood.all)
  func images(size: (channels: Int, samples: Int), likelihood: Likelihood) throws {
    for normalized in [false, true] {
      let specification = SmallModel.images(likelihood, channels: size.channels, normalized: normalized)
      try expectDifferences(SmallModel(specification, samples: size.samples), Objective())
    }
  }

  @Test("with the divergences at the draws are the central differences too", arguments: Likelihood.all, [1, 3])
  func sampled(likelihood: Likelihood, samples: Int) throws {
    try expectDifferences(SmallModel(likelihood, samples: samples), Objective(formulation: .sampled))
  }

  @Test(
    "where each term has a weight of its own are the central differences too",
    arguments: [Formulation.closed, .sampled])
  func weighted(formulation: Formulation) throws {
    let weights = TermWeights(reconstruction: 0.5, conditional: 2, style: 0.3, component: 1.7)
    try expectDifferences(SmallModel(.gaussian, samples: 2), Objective(formulation: formulation, weights: weights))
  }

  @Test("of the paper's first version are the central differences too", arguments: Likelihood.all, [1, 3])
  func firstVersion(likelihood: Likelihood, samples: Int) throws {
    for (eta, alpha, lambda) in [(1.0, 0.0, 0.0), (0.5, 2, 0), (2, 0.7, 5)] {
      var specification = SmallModel.specification(likelihood, normalized: samples == 1)
      specification.hasComponentHead = true
      try expectDifferences(
        SmallModel(specification, samples: samples),
        Objective(
          lambda: lambda, formulation: .firstVersion, weights: .init(component: Float(eta), violation: Float(alpha))))
    }
  }

  private func expectDifferences(_ small: SmallModel, _ objective: Objective) throws {
    var plain = try PlainModel(small.model, small.pass.inputs)
    plain.formulation = objective.formulation
    let terms = try small.pass.computeGradients(objective), expected = plain.terms()
    for (found, expected) in zip(terms.named, expected.named) {
      expectClose(found.value, expected.value, relative: 1e-5, found.name)
    }
    #expect(terms.component > 0 && terms.component < 5)
    try small.expectDifferences(from: plain) { $0.loss(objective) }
  }

  @Test("change by the z prior's alone when it falls below lambda, which is compared with the batch's mean")
  func constraint() throws {
    let small = try SmallModel(.gaussian)
    func gradient(_ lambda: Double) throws -> [Float] {
      _ = try small.pass.computeGradients(Objective(lambda: lambda))
      return Array(small.pass.gradients.buffer.values)
    }
    let component = try small.pass.computeGradients().component
    let free = try gradient(0), bound = try gradient(component + 1e-6)
    #expect(free != bound)
    #expect(try gradient(component - 1e-6) == free)
    #expect(try gradient(5) == bound)
  }

  @Test(
    "of a batch divided between two threads are those of the undivided one", arguments: Likelihood.all, [1, 3])
  func divided(likelihood: Likelihood, samples: Int) throws {
    try expectDivided(SmallModel.specification(likelihood), samples: samples)
    for channels in [2, 5] {
      try expectDivided(SmallModel.images(likelihood, channels: channels, normalized: false), samples: samples)
    }
  }

  private func expectDivided(_ specification: ModelSpecification, samples: Int) throws {
    let threads = Engine.threads
    defer { Engine.threads = threads }
    func run(threads: Int) throws -> (terms: Terms, responsibilities: [Float], gradients: [String: [Float]]) {
      Engine.threads = threads
      let small = try SmallModel(specification, samples: samples), parameters = small.model.parameters
      let terms = try small.pass.computeGradients()
      var gradients: [String: [Float]] = [:]
      for parameter in parameters.all {
        gradients[parameter.name] = try small.pass.gradients[parameter.name]?.rowMajorValues(engine: small.model.engine)
      }
      #expect(gradients.count == parameters.all.count)
      return (terms, small.pass.responsibilities, gradients)
    }
    let one = try run(threads: 1), two = try run(threads: 2)
    for (a, b) in zip(one.terms.named, two.terms.named) { expectClose(b.value, a.value, relative: 1e-5, a.name) }
    expectClose(two.responsibilities, one.responsibilities.map(Double.init), relative: 1e-5, "responsibilities")
    for (name, expected) in one.gradients.sorted(by: { $0.key < $1.key }) {
      expectClose(try #require(two.gradients[name]), expected.map(Double.init), relative: 1e-5, name)
    }
  }
}
