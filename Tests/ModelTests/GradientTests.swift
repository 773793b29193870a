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
  static let cases: [Case] = Likelihood.allCases.flatMap { likelihood in
    [1, 3].flatMap { samples in
      [0, 5].flatMap { lambda in
        [false, true].map { Case(likelihood: likelihood, samples: samples, lambda: lambda, normalized: $0) }
      }
    }
  }

  @Test("are the central differences of the plain loss, for some entries of every parameter", arguments: cases)
  func centralDifferences(c: Case) throws {
    let small = try SmallModel(c.likelihood, normalized: c.normalized, samples: c.samples)
    let plain = try PlainModel(small.model, small.pass.inputs)
    let terms = try small.pass.computeGradients(lambda: c.lambda), expected = plain.terms()
    for (found, expected) in zip(terms.named, expected.named) {
      expectClose(found.value, expected.value, relative: 1e-5, found.name)
    }
    #expect(terms.component > 0 && terms.component < 5)
    for parameter in small.model.parameters.all where parameter.isTrained {
      let gradient = try #require(small.pass.gradients[parameter.name])
      let values = try gradient.rowMajorValues(engine: small.model.engine)
      let entries = Array(stride(from: 0, to: values.count, by: 1 + values.count / 6))
      let differences = entries.map { difference(plain, parameter.name, $0, c.lambda) }
      expectClose(entries.map { values[$0] }, differences, relative: 1e-3, parameter.name)
    }
  }

  @Test("change by the z prior's alone when it falls below lambda, which is compared with the batch's mean")
  func constraint() throws {
    let small = try SmallModel(.gaussian)
    func gradient(_ lambda: Double) throws -> [Float] {
      _ = try small.pass.computeGradients(lambda: lambda)
      return Array(small.pass.gradients.buffer.values)
    }
    let component = try small.pass.computeGradients(lambda: 0).component
    let free = try gradient(0), bound = try gradient(component + 1e-6)
    #expect(free != bound)
    #expect(try gradient(component - 1e-6) == free)
    #expect(try gradient(5) == bound)
  }

  @Test(
    "of a batch divided between two threads are those of the undivided one", arguments: Likelihood.allCases, [1, 3])
  func divided(likelihood: Likelihood, samples: Int) throws {
    let threads = Engine.threads
    defer { Engine.threads = threads }
    func run(threads: Int) throws -> (terms: Terms, responsibilities: [Float], gradients: [[Float]]) {
      Engine.threads = threads
      let engine = try Engine(threads: threads)
      let model = try GMVAE(SmallModel.specification(likelihood), seed: 4, batch: 7, engine: engine)
      let pass = try TrainingPass(model, batch: 7, samples: samples)
      pass.inputs.y.copy(from: (0..<35).map { Float($0 * 7 % 11) / 10 })
      pass.inputs.drawNoise(seed: 9, latent: .latentNoise, style: .styleNoise, epoch: 0, step: 0)
      let terms = try pass.computeGradients(lambda: 0)
      let gradients = try model.parameters.all.compactMap {
        try pass.gradients[$0.name]?.rowMajorValues(engine: engine)
      }
      return (terms, pass.responsibilities, gradients)
    }
    let one = try run(threads: 1), two = try run(threads: 2)
    for (a, b) in zip(one.terms.named, two.terms.named) { expectClose(b.value, a.value, relative: 1e-5, a.name) }
    expectClose(two.responsibilities, one.responsibilities.map(Double.init), relative: 1e-5, "responsibilities")
    #expect(one.gradients.count == 16 && two.gradients.count == 16)
    for (a, b) in zip(one.gradients, two.gradients) { expectClose(b, a.map(Double.init), relative: 1e-5, "gradient") }
  }

  private func difference(_ plain: PlainModel, _ name: String, _ index: Int, _ lambda: Double) -> Double {
    let step = 1e-5
    func loss(_ change: Double) -> Double {
      var moved = plain
      moved.parameters[name]?[index] += change
      return moved.loss(lambda: lambda)
    }
    return (loss(step) - loss(-step)) / (2 * step)
  }
}
