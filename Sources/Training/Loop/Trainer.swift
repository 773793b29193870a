import Bytes
import Compute
import Data
import Interruption
import Model

#if canImport(Glibc)
  import Glibc
#endif

/// Trains a model on a data set from where the model stands, and reports what happens.
public final class Trainer {
  /// How many test examples are evaluated after each epoch for the learning curve.
  public static let evaluatedExamples = 2000
  /// How many training examples a mixture is fitted to at most.
  static let fittedExamples = 10_000

  let model: GMVAE
  let dataset: Dataset
  private var planned: (pass: TrainingPass, plan: Plan)?
  private var shuffle: Shuffle
  let inference: Inference
  private let lastGoodState = LastGoodState()
  var neighborhood: Neighborhood?
  lazy var labeled = LabeledExamples(of: dataset)
  private lazy var batchCodes = dataset.train.batchCodes(for: model.specification)
  /// The greatest ELBO that means anything, in nats: a density of values with steps δ between them, times the product of all
  /// δ, is about their probability, of which the logarithm is 0 at most. Nil if the likelihood is none of densities.
  private lazy var largestELBO: Double? = {
    guard let largest = model.specification.likelihood.largestLogDensity else { return nil }
    let constants = Set(model.specification.constants)
    return dataset.train.leastSteps.enumerated().reduce(0) { sum, place in
      constants.contains(place.offset) ? sum : sum + min(largest, place.element.map { -log(Double($0)) } ?? largest)
    }
  }()
  private var threads = ThreadFollower()
  /// Measures the steps while it is set.
  public var profile: Profile?

  /// Prepares training; plans are made with the first batch and kept while the batch size stays.
  public init(_ model: GMVAE, on dataset: Dataset) throws(ComputeError) {
    self.model = model
    self.dataset = dataset
    shuffle = Shuffle(count: dataset.train.count, seed: model.seed, epoch: model.position.epoch)
    inference = try Inference(model, batch: min(Inference.suitedBatch(model.specification), max(dataset.test.count, 1)))
  }

  /// Trains until the epochs, steps or minutes are complete, a term is not finite, or `isCancelled` says so between two steps.
  public func train(
    _ settings: TrainingSettings, isCancelled: () -> Bool, report: (TrainingEvent) -> Void
  ) throws(ComputeError) -> TrainingRun {
    var settings = settings
    settings.batch = min(settings.batch, dataset.train.count)
    let pass = try plan(settings)
    if settings.agreement.isOn, !findNeighborhood(settings, isCancelled, report) {
      var run = TrainingRun(settings, seed: model.seed)
      run.interrupt()
      return run
    }
    let stepsPerEpoch = dataset.train.count / settings.batch
    goOn(batch: settings.batch, stepsPerEpoch: stepsPerEpoch)
    lastGoodState.keep(model)
    threads = ThreadFollower()
    var run = TrainingRun(settings, seed: model.seed)
    let start = Clock.now
    report(.started(run, stepsPerEpoch: stepsPerEpoch))
    var progress = Progress(settings, stepsPerEpoch: stepsPerEpoch, stepsBefore: model.position.step)
    while run.outcome == .finished, !progress.isComplete(run) {
      try trainEpoch(pass, stepsPerEpoch, &run, &progress, isCancelled, report)
    }
    run.underWay = model.meanOfStartedEpoch
    run.seconds = Clock.now - start
    report(.ended(run))
    return run
  }

  /// What a pass is planned for.
  private struct Plan: Equatable {
    let batch, samples: Int
    let hasCopies, hasNeighbors, hasLabels, isAugmented: Bool
    let precision: Precision
  }

  private func plan(_ settings: TrainingSettings) throws(ComputeError) -> TrainingPass {
    let plan = Plan(
      batch: settings.batch, samples: settings.samples, hasCopies: settings.consistency.isOn,
      hasNeighbors: settings.agreement.isOn, hasLabels: settings.supervision > 0,
      isAugmented: settings.augmentation > 0, precision: settings.precision)
    if let planned, planned.plan == plan { return planned.pass }
    planned = nil  // its memory can be had by the new one
    let shape = dataset.train.shape.layerShape
    let pass = try TrainingPass(
      model, batch: plan.batch, samples: plan.samples, copies: plan.hasCopies ? shape : nil,
      neighbors: plan.hasNeighbors, labels: plan.hasLabels,
      augmented: plan.isAugmented ? shape : nil, precision: plan.precision)
    planned = (pass, plan)
    return pass
  }

  /// The examples of an epoch under way were divided by its batch size; for another one the next epoch begins.
  private func goOn(batch: Int, stepsPerEpoch: Int) {
    let position = model.position
    guard position.step > stepsPerEpoch || position.step > 0 && model.started?.batch != batch else { return }
    model.beginNextEpoch()
  }

  private func trainEpoch(
    _ pass: TrainingPass, _ stepsPerEpoch: Int, _ run: inout TrainingRun, _ progress: inout Progress,
    _ isCancelled: () -> Bool, _ report: (TrainingEvent) -> Void
  ) throws(ComputeError) {
    let start = Clock.now
    shuffle.arrange(epoch: model.position.epoch)
    var started = model.started ?? .init(batch: run.settings.batch), isFirst = true
    defer { threads.stepsEnded() }
    while model.position.step < stepsPerEpoch {
      if progress.isComplete(run) { return }
      if isCancelled() {
        run.outcome = .interrupted
        return
      }
      if isFirst {
        guard try arrangesPrior(run.settings, report) else {
          run.outcome = .interrupted
          return
        }
      }
      isFirst = false
      let began = Clock.now
      fill(pass, run.settings)
      let age = Double(model.position.epoch) + Double(model.position.step) / Double(stepsPerEpoch)
      pass.profile = profile
      threads.stepBegins()
      defer { pass.profile = nil }
      let terms = try pass.step(rate: run.settings.rate(age: age), objective(run.settings, age: age))
      if let what = pass.notFinite {
        let position = model.position
        run.outcome = .diverged(
          .notFinite(what), epoch: position.epoch + 1, step: position.step + 1, restored: lastGoodState.restore(model))
        return
      }
      model.position.step += 1
      run.steps += 1
      started.sum = started.sum + terms
      started.consistency += pass.consistency
      model.started = started
      let seconds = Clock.now - began
      run.stepping += seconds
      progress.advance(seconds: seconds)
      threads.stepEnded(seconds: seconds)
      report(.batchEnded(progress.report(at: model.position, run, terms: model.meanOfStartedEpoch ?? terms)))
    }
    threads.stepsEnded()
    model.beginNextEpoch()
    let share = 1 / Double(max(stepsPerEpoch, 1)), train = share * started.sum
    if let bound = largestELBO, train.elbo > bound {
      run.outcome = .diverged(
        .unbounded(elbo: train.elbo, bound: bound), epoch: model.position.epoch, step: stepsPerEpoch,
        restored: lastGoodState.restore(model))
      return
    }
    let test = try evaluateTest()
    let metrics = try computeMetrics(every: run.settings.metricsInterval)
    let record = EpochRecord(
      epoch: model.position.epoch, train: train, test: test,
      consistency: run.settings.consistency.isOn || run.settings.agreement.isOn ? share * started.consistency : nil,
      metrics: metrics,
      seconds: Clock.now - start)
    run.append(record)
    if !progress.isComplete(run) { lastGoodState.keep(model) }
    report(.epochEnded(record))
  }

  /// What is minimized: labels of few examples count as much as if all had one.
  private func objective(_ settings: TrainingSettings, age: Double) -> Objective {
    var objective = settings.objective(age: age)
    if objective.supervision > 0 { objective.supervision /= labeled.share }
    return objective
  }

  private func fill(_ pass: TrainingPass, _ settings: TrainingSettings) {
    let lower = model.position.step * pass.inputs.batch
    shuffle.order.withUnsafeBufferPointer { order in
      let examples = UnsafeBufferPointer(rebasing: order[lower..<lower + pass.inputs.batch])
      dataset.train.gather(examples, into: pass.inputs.y.pointer)
      pass.inputs.count { dataset.train.gatherCounted(examples, into: $0.pointer) }
      if let batchCodes { pass.inputs.tell(batches: examples.map { batchCodes[Int($0)] }) }
      if settings.supervision > 0 { pass.label(labeled.classes(of: examples)) }
      guard let neighborhood else { return }
      pass.pair(clusters: neighborhood.clusters(of: examples), shares: neighborhood.shares) { destination in
        neighborhood.neighbors(of: examples, epoch: model.position.epoch, from: lower).withUnsafeBufferPointer {
          dataset.train.gather($0, into: destination)
        }
      }
    }
  }

  /// An epoch's evaluation is a part of it, and never left out.
  private func evaluateTest() throws(ComputeError) -> Terms? {
    guard dataset.test.count > 0 else { return nil }
    return try Interruption.ignored { () throws(ComputeError) in
      try inference.terms(
        count: min(dataset.test.count, Self.evaluatedExamples), samples: 1, reading: dataset.test.reader,
        counting: dataset.test.counter, batches: dataset.test.batchCodes(for: model.specification))
    }
  }

  /// The metrics of all test examples, at their posterior means; nil if they are not asked for, or were interrupted.
  private func computeMetrics(every interval: Int) throws(ComputeError) -> ClusterMetrics? {
    guard interval > 0, model.position.epoch % interval == 0, dataset.test.count > 0, let labels = dataset.test.labels
    else { return nil }
    let encoding: Encoding
    do throws(ComputeError) {
      encoding = try inference.encode(count: dataset.test.count, reading: dataset.test.reader)
    } catch {
      guard error.isInterruption else { throw error }
      return nil
    }
    return ClusterMetrics(of: encoding, labels: labels, classes: dataset.classes.count)
  }
}
