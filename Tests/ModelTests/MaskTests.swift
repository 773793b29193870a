import Compute
import TestSupport
import Testing

@testable import Model

@Suite("Missing numbers of an example", .serialized)
struct MaskTests {
  private func masked(_ likelihood: Likelihood) -> ModelSpecification {
    var specification = SmallModel.specification(likelihood)
    specification.isMasked = true
    return specification
  }

  /// Example 1 lacks number 2, and example 3 all.
  private func counts(_ buffer: Buffer) {
    for i in 0..<buffer.count { buffer.values[i] = i == 7 || (15..<20).contains(i) ? 0 : 1 }
  }

  @Test("are left out of log p(y|x), and those that are there count as before", arguments: Likelihood.all)
  func leftOut(likelihood: Likelihood) throws {
    let plain = try SmallModel(SmallModel.specification(likelihood)), small = try SmallModel(masked(likelihood))
    let whole = try plain.pass.computeGradients(), same = try small.pass.computeGradients()
    expectClose(same.reconstruction, whole.reconstruction, relative: 1e-6, "nothing missing")
    small.pass.inputs.count(counts)
    let found = try small.pass.computeGradients()
    #expect(found.reconstruction != whole.reconstruction)
    for (a, b) in zip(found.named, whole.named) where a.name != "reconstruction" {
      expectClose(a.value, b.value, relative: 1e-6, a.name)
    }
    // Whatever stands for a missing number, nothing but what the encoder sees of it counts.
    let inference = try Inference(small.model, batch: 7)
    let bounds = try inference.bounds(count: 7) { range, buffer in
      for i in 0..<buffer.count { buffer.values[i] = small.pass.inputs.y.values[i] }
    } counting: { _, buffer in
      counts(buffer)
    }
    let all = try inference.bounds(count: 7) { range, buffer in
      for i in 0..<buffer.count { buffer.values[i] = small.pass.inputs.y.values[i] }
    }
    for example in 0..<7 { #expect((bounds[example] == all[example]) == ![1, 3].contains(example)) }
  }

  @Test("have the gradients that the plain backend has", arguments: [Likelihood.gaussian, .nb, .categorical])
  func gradients(likelihood: Likelihood) throws {
    let fast = try SmallModel(masked(likelihood), samples: 2, on: Engine())
    let plain = try SmallModel(masked(likelihood), samples: 2, on: PlainBackend())
    for small in [fast, plain] { small.pass.inputs.count(counts) }
    let terms = try fast.pass.computeGradients(), expected = try plain.pass.computeGradients()
    expectClose(terms.reconstruction, expected.reconstruction, relative: 1e-5, "reconstruction")
    try fast.expectGradients(of: plain, relative: 1e-4)
  }
}
