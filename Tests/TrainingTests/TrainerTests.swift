import Compute
import Data
import Model
import TestSupport
import Testing

@testable import Training

@Suite("Training", .serialized)
struct TrainerTests {
  let dataset = FiveArcs.make(count: 1000, testCount: 200, seed: 1)

  func makeModel(seed: UInt64 = 1) throws -> GMVAE {
    try GMVAE(Preset.arcs.specification(observed: .vector(2)), seed: seed, batch: 100, engine: Engine())
  }

  func settings(epochs: Int) -> TrainingSettings {
    TrainingSettings(.epochs(epochs), rate: 1e-3, batch: 100, lambda: 1.5)
  }

  func parameters(_ model: GMVAE) throws -> [[Float]] {
    try model.parameters.all.map { try $0.value.rowMajorValues(engine: model.engine) }
  }

  @Test("improves the ELBO on training and test examples")
  func learns() throws {
    let run = try Trainer(makeModel(), on: dataset).train(settings(epochs: 30), isCancelled: { false }) { _ in }
    let first = try #require(run.epochs.first), last = try #require(run.epochs.last)
    #expect(run.outcome == .finished && run.steps == 300 && run.epochs.map(\.epoch) == Array(1...30))
    #expect(last.train.elbo > first.train.elbo + 0.5)
    #expect(try #require(last.test).elbo > #require(first.test).elbo + 0.5)
  }

  @Test("gives the same bits for the same seed, and others for another")
  func repeatable() throws {
    func train(seed: UInt64) throws -> [[Float]] {
      let model = try makeModel(seed: seed)
      _ = try Trainer(model, on: dataset).train(settings(epochs: 2), isCancelled: { false }) { _ in }
      return try parameters(model)
    }
    let first = try train(seed: 7)
    #expect(try train(seed: 7) == first)
    #expect(try train(seed: 8) != first)
  }

  @Test("stopped in the middle of an epoch and gone on with equals training not interrupted, bit for bit")
  func resumes() throws {
    let whole = try makeModel(), split = try makeModel()
    _ = try Trainer(whole, on: dataset).train(settings(epochs: 3), isCancelled: { false }) { _ in }
    let trainer = try Trainer(split, on: dataset)
    var steps = 0
    let first = try trainer.train(
      settings(epochs: 3),
      isCancelled: {
        steps += 1
        return steps > 14
      }
    ) { _ in }
    #expect(first.outcome == .interrupted && first.steps == 14 && split.position == .init(epoch: 1, step: 4))
    let second = try trainer.train(settings(epochs: 2), isCancelled: { false }) { _ in }
    #expect(second.steps == 16 && split.position == .init(epoch: 3, step: 0))
    #expect(try parameters(split) == parameters(whole))
  }

  @Test("takes no memory for a step after the first")
  func allocatesNothing() throws {
    let trainer = try Trainer(makeModel(), on: dataset)
    _ = try trainer.train(settings(epochs: 1), isCancelled: { false }) { _ in }
    let before = Buffer.allocations
    _ = try trainer.train(settings(epochs: 5), isCancelled: { false }) { _ in }
    #expect(Buffer.allocations == before)
  }

  @Test("measures the steps alone, not the test examples after each epoch")
  func profile() throws {
    let trainer = try Trainer(makeModel(), on: dataset), profile = Profile()
    trainer.profile = profile
    let run = try trainer.train(settings(epochs: 2), isCancelled: { false }) { _ in }
    let heads = profile.entries.first { $0.place == "encoder.heads" && $0.work == .forward }
    #expect(heads?.calls == run.steps)
  }

  @Test("tells what happens in order")
  func events() throws {
    var story: [String] = []
    _ = try Trainer(makeModel(), on: dataset).train(settings(epochs: 2), isCancelled: { false }) { event in
      switch event {
      case .started(_, let steps): story.append("started \(steps)")
      case .batchEnded(let report) where report.step == 10: story.append("batch \(report.epoch) \(report.fraction)")
      case .batchEnded, .priorFitted, .partitioning, .partitioned: break
      case .epochEnded(let record): story.append("epoch \(record.epoch)")
      case .ended(let run): story.append("ended \(run.steps)")
      }
    }
    #expect(story == ["started 10", "batch 1 0.5", "epoch 1", "batch 2 1.0", "epoch 2", "ended 20"])
  }

  @Test("stops at the step where a term is not finite, names it and leaves the weights as they were")
  func divergence() throws {
    let model = try makeModel()
    let weight = try #require(model.parameters["decoder.heads.bias"])
    var values = try weight.value.rowMajorValues(engine: model.engine)
    values[0] = .infinity
    try weight.value.setRowMajorValues(values, engine: model.engine)
    let before = try parameters(model)
    let run = try Trainer(model, on: dataset).train(settings(epochs: 1), isCancelled: { false }) { _ in }
    #expect(run.outcome == .diverged(.notFinite("the reconstruction term"), epoch: 1, step: 1, restored: .init()))
    #expect(try parameters(model) == before)
  }

  @Test("a batch larger than the data is the data")
  func largeBatch() throws {
    let run = try Trainer(makeModel(), on: dataset).train(
      TrainingSettings(.epochs(1), rate: 1e-3, batch: 5000), isCancelled: { false }
    ) { _ in }
    #expect(run.settings.batch == 1000 && run.steps == 1)
  }
}
