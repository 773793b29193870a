import Compute
import Foundation
import TestSupport
import Testing

@testable import Model

/// Values of an independent PyTorch model in float64; single precision explains differences up to about 1e-5.
@Suite("The model agrees with PyTorch", .serialized)
struct PyTorchParityTests {
  static let cases = [
    "arcs-step.json", "arcs-lambda.json", "bernoulli-step.json", "arcs-clamp.json", "conv-gray.json", "conv-color.json",
    "consistency.json", "arcs-v1.json", "bernoulli-v1.json",
  ]

  @Test("the terms, responsibilities and every gradient of a first step", arguments: cases)
  func firstStep(file: String) throws {
    let reference = try reference(ReferenceModel.self, file)
    let engine = try Engine()
    let model = try reference.makeModel(engine: engine)
    let pass = try reference.makePass(model)
    reference.prepare(pass.inputs, step: 0)
    expectTerms(try pass.computeGradients(reference.objective), pass.consistency, reference.terms[0], step: 0)
    expectClose(
      pass.responsibilities, reference.responsibilities.values, relative: 1e-4, "responsibilities")
    for (name, expected) in reference.gradients.sorted(by: { $0.key < $1.key }) {
      let gradient = try #require(pass.gradients[name], "\(name) is trained")
      expectClose(try gradient.rowMajorValues(engine: engine), expected.values, relative: 1e-4, "gradient of \(name)")
    }
    #expect(reference.gradients.count == model.parameters.all.filter(\.isTrained).count)
  }

  @Test("the terms of ten Adam steps, and the parameters and running statistics after them", arguments: cases)
  func tenSteps(file: String) throws {
    let reference = try reference(ReferenceModel.self, file)
    let engine = try Engine()
    let model = try trained(reference, engine: engine)
    let expected = reference.parameters_after.merging(reference.statistics_after) { first, _ in first }
    for (name, array) in expected.sorted(by: { $0.key < $1.key }) {
      let parameter = try #require(model.parameters[name])
      // Running means start at 0, running variances at 1.
      let start = reference.parameters[name]?.values ?? array.values.map { _ in name.hasSuffix("variance") ? 1 : 0 }
      // Compared as how far training moved them, which is far less than their size.
      let moved = zip(try parameter.value.rowMajorValues(engine: engine), start).map { Float(Double($0) - $1) }
      let expectedMove = zip(array.values, start).map { $0 - $1 }
      expectClose(moved, expectedMove, relative: 2e-3, "the way of \(name)")
      expectClose(
        try parameter.value.rowMajorValues(engine: engine), array.values, relative: 1e-4, "\(name) after ten steps")
    }
  }

  @Test("encoding, responsibilities and decoding at the posterior means, with running statistics", arguments: cases)
  func evaluation(file: String) throws {
    let reference = try reference(ReferenceModel.self, file)
    let model = try trained(reference, engine: Engine())
    let count = reference.configuration.batch
    let inference = try Inference(model, batch: 3)  // chunks that do not divide the examples
    let y = reference.data.slice(0), size = reference.configuration.observation
    let encoding = try inference.encode(count: count) { range, destination in
      for (i, value) in y[range.lowerBound * size..<range.upperBound * size].enumerated() {
        destination.values[i] = value
      }
    }
    expectClose(encoding.latentMeans, reference.evaluation.mean_x.values, relative: 1e-4, "means of x")
    expectClose(encoding.styleMeans, reference.evaluation.mean_w.values, relative: 1e-4, "means of w")
    let responsibilities = (0..<count).flatMap { encoding.responsibilities(of: $0).map(Float.init) }
    expectClose(responsibilities, reference.evaluation.responsibilities.values, relative: 1e-4, "responsibilities")
    let decoded = try inference.decode(encoding.latentMeans)
    expectClose(decoded, expectedDecoding(reference), relative: 1e-4, "decoded")
  }

  private func trained(_ reference: ReferenceModel, engine: Engine) throws -> GMVAE {
    let model = try reference.makeModel(engine: engine)
    let pass = try reference.makePass(model)
    for step in 0..<reference.configuration.steps {
      reference.prepare(pass.inputs, step: step)
      let terms = try pass.move(rate: reference.configuration.rate, reference.objective)
      expectTerms(terms, pass.consistency, reference.terms[step], step: step)
    }
    return model
  }

  private func expectTerms(_ actual: Terms, _ consistency: Double, _ expected: ReferenceModel.Terms, step: Int) {
    expectClose(consistency, expected.consistency ?? 0, relative: 1e-4, "consistency of step \(step)")
    expectClose(actual.reconstruction, expected.reconstruction, relative: 1e-4, "reconstruction of step \(step)")
    expectClose(actual.conditional, expected.conditional, relative: 1e-4, "conditional prior of step \(step)")
    expectClose(actual.style, expected.style, relative: 1e-4, "w prior of step \(step)")
    expectClose(actual.component, expected.component, relative: 1e-4, "z prior of step \(step)")
    expectClose(actual.elbo, expected.elbo, relative: 1e-4, "ELBO of step \(step)")
  }

  /// Ours gives probabilities, or means alone; the reference what the decoder's heads give.
  private func expectedDecoding(_ reference: ReferenceModel) -> [Double] {
    let output = reference.evaluation.decoder, size = reference.configuration.observation
    guard reference.configuration.likelihood == "gaussian" else { return output.values.map { 1 / (1 + exp(-$0)) } }
    let width = output.shape[1]
    return (0..<output.shape[0]).flatMap { output.values[$0 * width..<$0 * width + size] }
  }
}
