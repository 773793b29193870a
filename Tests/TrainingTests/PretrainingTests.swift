import Compute
import Data
import Foundation
import Model
import TestSupport
import Testing

@testable import Training

@Suite("Training as a plain VAE at first", .serialized)
struct PretrainingTests {
  let dataset = FiveArcs.make(count: 2000, testCount: 500, seed: 1)

  func makeModel() throws -> GMVAE {
    try GMVAE(Preset.arcs.specification(observed: .vector(2)), seed: 2, batch: 100, engine: Engine())
  }

  func train(_ model: GMVAE, epochs: Int, pretraining: Double) throws -> (records: [EpochRecord], likelihoods: [Double])
  {
    var settings = TrainingSettings(.epochs(epochs), rate: 1e-3, batch: 100, metricsInterval: 1)
    settings.pretraining = pretraining
    var likelihoods: [Double] = []
    let run = try Trainer(model, on: dataset).train(settings, isCancelled: { false }) {
      if case .priorFitted(let likelihood) = $0 { likelihoods.append(likelihood) }
    }
    return (run.epochs, likelihoods)
  }

  @Test("leaves p(x) at N(0, I) and improves the reconstruction")
  func plain() throws {
    let model = try makeModel(), records = try train(model, epochs: 5, pretraining: 5).records
    #expect(model.hasStandardPrior && records.allSatisfy { $0.train.component == 0 })
    #expect(records[4].train.reconstruction > records[0].train.reconstruction + 0.3)
  }

  @Test("then p(x|w, z) is the mixture of Gaussians fitted to the posterior means, whatever w is")
  func mixture() throws {
    let model = try makeModel()
    _ = try train(model, epochs: 5, pretraining: 5)
    let inference = try Inference(model, batch: 50)
    let encoding = try inference.encode(count: dataset.train.count, reading: dataset.train.reader)
    let mixture = try GaussianMixture(of: encoding.latentMeans, dimensions: 2, components: 8, seed: 2)
    try model.setPrior(means: mixture.means, variances: mixture.variances)
    let prior = try inference.prior([0, 0, 3, -2])
    for k in 0..<8 {
      let means = mixture.means[2 * k..<2 * k + 2], variances = mixture.variances[2 * k..<2 * k + 2]
      for row in 0..<2 {
        expectClose(Array(prior.mean(row: row, component: k)), Array(means), relative: 1e-5, "mean \(k)")
        let found = prior.logVariance(row: row, component: k)
        expectClose(found, variances.map { log($0) }, relative: 1e-5, "log variance \(k)")
      }
    }
  }

  @Test("leaves the prior alone where it is interrupted before its first step")
  func untouched() throws {
    let model = try makeModel()
    var settings = TrainingSettings(.epochs(2), rate: 1e-3, batch: 100)
    settings.pretraining = 2
    let run = try Trainer(model, on: dataset).train(settings, isCancelled: { true }) { _ in }
    #expect(run.steps == 0 && !model.hasStandardPrior)
  }

  @Test("the fit comes once, before the first epoch that is not plain, also where that is of another training")
  func once() throws {
    let whole = try makeModel(), parts = try makeModel()
    let all = try train(whole, epochs: 6, pretraining: 4)
    let first = try train(parts, epochs: 4, pretraining: 4), second = try train(parts, epochs: 2, pretraining: 0)
    #expect(all.likelihoods.count == 1 && first.likelihoods == [] && second.likelihoods == all.likelihoods)
    #expect((first.records + second.records).map(\.train) == all.records.map(\.train))
  }

  @Test("gives the arcs their clusters once the plain VAE has learned them")
  func arcs() throws {
    let records = try train(makeModel(), epochs: 64, pretraining: 60).records
    let purities = try [59, 63].map { try #require(records[$0].metrics?.purity) }
    #expect(purities[0] < 0.3 && purities[1] > 0.9, "purity \(purities)")
  }
}
