import Compute
import Data
import Model
import TestSupport
import Testing

@testable import Training

@Suite("How long training goes on", .serialized)
struct LengthTests {
  let dataset = FiveArcs.make(count: 1000, testCount: 200, seed: 1)

  func makeModel() throws -> GMVAE {
    try GMVAE(Preset.arcs.specification(observed: .vector(2)), seed: 1, batch: 100, engine: Engine())
  }

  func train(_ model: GMVAE, _ lengths: TrainingLength...) throws -> [TrainingRun] {
    let trainer = try Trainer(model, on: dataset)
    var runs: [TrainingRun] = []
    for length in lengths {
      let settings = TrainingSettings(length, rate: 1e-3, batch: 100, lambda: 1.5)
      runs.append(try trainer.train(settings, isCancelled: { false }) { _ in })
    }
    return runs
  }

  func parameters(_ model: GMVAE) throws -> [[Float]] {
    try model.parameters.all.map { try $0.value.rowMajorValues(engine: model.engine) }
  }

  @Test("steps may end within an epoch, and what follows goes on there, bit for bit")
  func steps() throws {
    let whole = try makeModel(), split = try makeModel()
    let all = try train(whole, .epochs(3))[0]
    let runs = try train(split, .steps(7), .steps(3), .steps(14), .epochs(1))
    #expect(runs.map(\.steps) == [7, 3, 14, 6] && runs.map(\.epochs.count) == [0, 1, 1, 1])
    #expect(runs.allSatisfy { $0.outcome == .finished })
    #expect(try parameters(split) == parameters(whole) && split.position == .init(epoch: 3))
    #expect(runs.flatMap(\.epochs).map(\.train) == all.epochs.map(\.train))
  }

  @Test("a run that ends within an epoch tells the terms of that epoch so far")
  func underWay() throws {
    let runs = try train(makeModel(), .steps(7), .steps(3), .steps(5))
    #expect(runs.map { $0.underWay != nil } == [true, false, true])
    #expect(runs[0].terms == runs[0].underWay && runs[2].terms == runs[2].underWay)
    #expect(runs[1].terms == runs[1].epochs.last?.train)
  }

  @Test("minutes end by the clock, after one step at least")
  func minutes() throws {
    let model = try makeModel()
    let runs = try train(model, .minutes(0.01), .minutes(1e-9))
    #expect(runs[0].outcome == .finished && runs[0].steps >= 1 && runs[0].seconds >= 0.6)
    #expect(runs[1].steps == 1)
  }

  @Test("progress is the share of the steps, of the time, or of the epochs")
  func progress() throws {
    let trainer = try Trainer(makeModel(), on: dataset)
    let lengths: [(TrainingLength, [Double])] = [
      (.steps(4), [0.25, 0.5, 0.75, 1]), (.epochs(1), [0.5, 0.6, 0.7, 0.8, 0.9, 1]),
    ]
    for (length, expected) in lengths {
      var shares: [Double] = []
      _ = try trainer.train(TrainingSettings(length, rate: 1e-3, batch: 100), isCancelled: { false }) { event in
        if case .batchEnded(let report) = event { shares.append(report.fraction) }
      }
      #expect(shares == expected)
    }
  }
}
