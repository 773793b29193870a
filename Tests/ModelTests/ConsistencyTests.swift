import Compute
import TestSupport
import Testing

@testable import Model

@Suite("Consistency of examples and copies", .serialized)
struct ConsistencyTests {
  struct Case: CustomTestStringConvertible {
    let likelihood: Likelihood, samples: Int, normalized: Bool, consistency: Consistency

    var testDescription: String {
      "\(likelihood), M=\(samples), T=\(consistency.temperature), groups \(consistency.groups)\(normalized ? ", batch normalization" : "")"
    }
  }

  static let cases: [Case] = [
    Case(
      likelihood: .bernoulli, samples: 1, normalized: false,
      consistency: Consistency(weight: 3, temperature: 1, balance: 2, entropy: 0.5)),
    Case(
      likelihood: .gaussian, samples: 3, normalized: true,
      consistency: Consistency(weight: 10, temperature: 4, balance: 1, entropy: 0)),
    Case(
      likelihood: .gaussian, samples: 1, normalized: true,
      consistency: Consistency(weight: 50, temperature: 0.5, balance: 0, entropy: 2)),
    Case(
      likelihood: .bernoulli, samples: 1, normalized: false,
      consistency: Consistency(weight: 8, temperature: 2, balance: 1, entropy: 0.5, groups: 2)),
  ]

  @Test("gradients of the whole objective are the central differences of the plain loss", arguments: cases)
  func centralDifferences(c: Case) throws {
    let small = try SmallModel(
      SmallModel.specification(c.likelihood, normalized: c.normalized), samples: c.samples, copies: .vector(5))
    let objective = Objective(weights: .init(generative: 0.3, divergences: 0.6), consistency: c.consistency)
    let plain = try PlainModel(small.model, small.pass.inputs),
      given = plain.softened(
        c.consistency.temperature, groups: c.consistency.groups > 0 ? Int(c.consistency.groups) : nil)
    _ = try small.pass.computeGradients(objective)
    expectClose(
      small.pass.consistency, plain.consistency(c.consistency, given: given), relative: 1e-3, "the consistency")
    try small.expectDifferences(from: plain) { $0.loss(objective, given: given) }
  }

  @Test("leaves the terms and their gradients as they are where its weight is 0 and nothing is normalized")
  func off() throws {
    let alone = try SmallModel(.gaussian),
      beside = try SmallModel(SmallModel.specification(.gaussian), copies: .vector(5))
    let terms = try alone.pass.computeGradients(), same = try beside.pass.computeGradients()
    for (a, b) in zip(terms.named, same.named) { expectClose(b.value, a.value, relative: 1e-5, a.name) }
    try beside.expectGradients(of: alone, relative: 1e-5)
  }

  @Test("falls when it is all that training asks for")
  func falls() throws {
    let small = try SmallModel(SmallModel.specification(.gaussian), batch: 40, copies: .vector(5))
    let objective = Objective(weights: .init(generative: 0, divergences: 0), consistency: Consistency(weight: 10))
    _ = try small.pass.step(rate: 1e-2, objective)
    let first = small.pass.consistency
    for _ in 0..<300 { _ = try small.pass.step(rate: 1e-2, objective) }
    #expect(small.pass.consistency < first / 2)
  }
}
