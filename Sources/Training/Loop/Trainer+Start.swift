import Compute
import Model

/// What training begins with: a prior, neighbors, and the classes' numbers.
extension Trainer {
  /// A model that is to be a plain VAE at first gets its prior; one that has been such a mixture, as VaDE does (Jiang et al. 2017).
  ///
  /// - Returns: false where fitting the mixture was interrupted; the model is then as it was.
  func arrangesPrior(
    _ settings: TrainingSettings, _ report: (TrainingEvent) -> Void
  ) throws(ComputeError) -> Bool {
    if Double(model.position.epoch) < settings.pretraining {
      if model.optimizer.step == 0 { model.makePriorStandard() }
    } else if model.hasStandardPrior {
      do throws(ComputeError) {
        report(.priorFitted(logLikelihood: try fitPrior(isSupervised: settings.supervision > 0)))
      } catch {
        guard error.isInterruption else { throw error }
        return false
      }
    }
    return true
  }

  /// Makes the prior the mixture fitted to the posterior means of the training examples, or of as many as suffice.
  ///
  /// - Parameter isSupervised: whether its components get the numbers of the classes of their labeled examples.
  /// - Returns: the mean log likelihood of such a mean.
  private func fitPrior(isSupervised: Bool) throws(ComputeError) -> Double {
    let sample = TrainingSample(of: dataset, most: Self.fittedExamples)
    let encoding = try inference.encode(count: sample.count, reading: sample.reader)
    let points = FittedPoints(encoding.latentMeans, dimensions: encoding.latent)
    let mixture = try GaussianMixture(of: points, components: encoding.components, seed: model.seed)
    let likelihood = mixture.expect(points).likelihood
    let order = isSupervised ? try order(of: mixture) : Array(0..<mixture.components)
    func arranged(_ values: [Double]) -> [Double] {
      order.flatMap { values[$0 * mixture.dimensions..<($0 + 1) * mixture.dimensions] }
    }
    try model.setPrior(means: arranged(mixture.means), variances: arranged(mixture.variances))
    return likelihood
  }

  /// Which of a mixture's components becomes the model's first, second, …: those of the classes in their order.
  private func order(of mixture: GaussianMixture) throws(ComputeError) -> [Int] {
    let examples = labeled.indices(most: Self.fittedExamples), sample = TrainingSample(of: dataset, examples)
    let means = try inference.encode(count: sample.count, reading: sample.reader).latentMeans
    let responsibilities = mixture.expect(means).responsibilities, count = mixture.components
    let clusters = examples.indices.map { example in
      (0..<count).max { responsibilities[example * count + $0] < responsibilities[example * count + $1] } ?? 0
    }
    return labeled.order(of: clusters, examples, count: count)
  }

  /// Finds the examples' neighbors and their partition once, and numbers its clusters anew: that is up to the settings alone, so that
  /// a training resumed from a file is the same. False when it was stopped.
  func findNeighborhood(
    _ settings: TrainingSettings, _ isCancelled: () -> Bool, _ report: (TrainingEvent) -> Void
  ) -> Bool {
    let isKnown = neighborhood != nil
    if !isKnown {
      neighborhood = Neighborhood(
        dataset, components: model.specification.components,
        logarithms: model.specification.likelihood.encodesLogarithms, seed: model.seed
      ) { done in
        report(.partitioning(fraction: done))
        return !isCancelled()
      }
    }
    neighborhood?.number(by: settings.supervision > 0 ? labeled : nil)
    if !isKnown, let partition = neighborhood?.partition {
      report(.partitioned(method: partition.method, shares: partition.shares))
    }
    return neighborhood != nil
  }
}
