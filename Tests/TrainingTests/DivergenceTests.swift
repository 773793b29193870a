import Compute
import Data
import Model
import Testing

@testable import Training

@Suite("A value that is not finite", .serialized)
struct DivergenceTests {
  let dataset = FiveArcs.make(count: 500, seed: 1)
  let settings = TrainingSettings(.epochs(5), rate: 1e-3, batch: 100)

  func makeModel() throws -> GMVAE {
    try GMVAE(
      Preset.mnistFC.specification(
        observed: .vector(2), components: 3, latent: 2, style: 2, hidden: [16, 16], likelihood: .gaussian),
      seed: 1, batch: 100, engine: Engine())
  }

  func memory(_ model: GMVAE) -> [[Float]] { model.parameters.memory.map { Array($0.values) } }

  /// Where NaN in a parameter is seen first: rectifiers pass it on, so it comes through encoder and decoder.
  private func firstSeen(_ name: String) -> String {
    name.hasPrefix("prior") ? "the conditional term" : "the reconstruction term"
  }

  @Test(
    "in any layer stops training at once and brings back the model as it was after the last whole epoch",
    arguments: [
      "encoder.1.weight", "encoder.2.scale", "encoder.2.shift", "encoder.heads.bias", "prior.1.weight",
      "prior.heads.weight", "decoder.1.bias", "decoder.heads.weight",
    ])
  func injected(name: String) throws {
    let model = try makeModel(), twin = try makeModel()
    var reached: [GMVAE.Position] = []
    let run = try Trainer(model, on: dataset).train(settings, isCancelled: { false }) { event in
      guard case .batchEnded(let report) = event else { return }
      reached.append(model.position)
      if report.epoch == 3, report.step == 2 { model.parameters[name]?.value.buffer.pointer[0] = .nan }
    }
    guard case .diverged(.notFinite(let what), 3, 3, let restored) = run.outcome else {
      Issue.record("\(run.outcome)")
      return
    }
    #expect(what == firstSeen(name))
    #expect(restored == .init(epoch: 2) && run.epochs.count == 2)
    #expect(reached.last == .init(epoch: 2, step: 2))
    var two = settings
    two.length = .epochs(2)
    _ = try Trainer(twin, on: dataset).train(two, isCancelled: { false }) { _ in }
    #expect(memory(model) == memory(twin))
    #expect(model.position == twin.position && model.optimizer == twin.optimizer && model.started == nil)
  }

  @Test("in a gradient is found at the step where it appears and named by its parameter")
  func gradient() throws {
    let model = try makeModel()
    let before = memory(model)
    // exp(-lv) times a difference this large overflows the square of its gradient, not the term itself.
    try #require(model.parameters["decoder.heads.bias"]).value.buffer.pointer[0] = 1e19
    try #require(model.parameters["decoder.heads.bias"]).value.buffer.pointer[2] = -20
    let changed = memory(model)
    let run = try Trainer(model, on: dataset).train(settings, isCancelled: { false }) { _ in }
    guard case .diverged(.notFinite(let what), 1, 1, let restored) = run.outcome else {
      Issue.record("\(run.outcome)")
      return
    }
    #expect(!what.isEmpty && restored == .init())
    #expect(memory(model) == changed && changed != before)
  }

  @Test("goes back into the epoch in which this training began")
  func midEpoch() throws {
    let model = try makeModel()
    var steps = 0
    let trainer = try Trainer(model, on: dataset)
    _ = try trainer.train(
      settings,
      isCancelled: {
        steps += 1
        return steps > 7
      }
    ) { _ in }
    let before = memory(model), started = model.started
    let run = try trainer.train(settings, isCancelled: { false }) { event in
      if case .batchEnded = event { model.parameters["decoder.1.bias"]?.value.buffer.pointer[0] = .infinity }
    }
    guard case .diverged(_, 2, 4, .some(.init(epoch: 1, step: 2))) = run.outcome else {
      Issue.record("\(run.outcome)")
      return
    }
    #expect(memory(model) == before && model.started == started && started != nil)
  }
}
