import Compute
import TestSupport
import Testing

@testable import Model

@Suite("Few labels", .serialized)
struct SupervisionTests {
  private static let labels: [Int32] = [0, -1, 2, 1, -1, 2, 0]

  struct Case: CustomTestStringConvertible {
    var samples = 1, normalized = false, consistency = 0.0

    var testDescription: String { "M=\(samples), batch normalization \(normalized), consistency \(consistency)" }
  }

  private static func small(_ c: Case, on backend: (any Backend)? = nil) throws -> SmallModel {
    try SmallModel(
      SmallModel.specification(.gaussian, normalized: c.normalized), samples: c.samples,
      copies: c.consistency > 0 ? .vector(5) : nil, labels: labels, on: backend)
  }

  /// -log p(z=c|x,w) at the posterior means, a mean over the labeled examples.
  private static func crossEntropy(_ plain: PlainModel) -> Double {
    let logs = plain.softened(1), labeled = labels.indices.filter { labels[$0] >= 0 }
    return -labeled.reduce(0) { $0 + logs[$1][Int(labels[$1])] } / Double(labeled.count)
  }

  @Test(
    "gradients of the whole objective are the central differences of the plain loss",
    arguments: [Case(), Case(samples: 3), Case(normalized: true), Case(consistency: 4)])
  func centralDifferences(c: Case) throws {
    let small = try Self.small(c)
    var objective = Objective(consistency: Consistency(weight: c.consistency, temperature: 2))
    objective.supervision = 6
    let plain = try PlainModel(small.model, small.pass.inputs), given = plain.softened(2)
    _ = try small.pass.computeGradients(objective)
    expectClose(small.pass.supervision, Self.crossEntropy(plain), relative: 1e-4, "the cross entropy")
    // The objective counts examples of the batch, of which 5 in 7 are labeled.
    func loss(_ model: PlainModel) -> Double {
      let asked = c.consistency > 0 ? model.loss(objective, given: given) : model.loss(objective)
      return asked + objective.supervision * 5 / 7 * Self.crossEntropy(model)
    }
    try small.expectDifferences(from: plain, of: loss)
  }

  @Test("the processor's gradients are those of the plain backend")
  func plainBackend() throws {
    var objective = Objective()
    objective.supervision = 3
    let fast = try Self.small(Case()), slow = try Self.small(Case(), on: PlainBackend())
    _ = try fast.pass.computeGradients(objective)
    _ = try slow.pass.computeGradients(objective)
    expectClose(fast.pass.supervision, slow.pass.supervision, relative: 1e-4, "the cross entropy")
    try fast.expectGradients(of: slow, relative: 1e-4)
  }

  @Test("examples without a class count nothing, and no labels change nothing")
  func off() throws {
    let alone = try SmallModel(.gaussian), beside = try Self.small(Case())
    beside.pass.label(Array(repeating: -1, count: 7))
    var objective = Objective()
    objective.supervision = 3
    let terms = try alone.pass.computeGradients(), same = try beside.pass.computeGradients(objective)
    #expect(beside.pass.supervision == 0)
    for (a, b) in zip(terms.named, same.named) { expectClose(b.value, a.value, relative: 1e-5, a.name) }
    try beside.expectGradients(of: alone, relative: 1e-5)
  }
}
