import Compute
import Data
import Interruption
import Language
import Model
import Training

extension Train {
  /// Trains from several starts for some epochs; the one whose last epoch had the best score goes on to the end. Interrupted
  /// meanwhile, the best of those that are complete stays, or else the one under way.
  static func trainBest(
    of count: Int, trial: Int, epochs: Int, _ settings: TrainingSettings, _ loaded: LoadedModel, on dataset: Dataset,
    _ followers: Followers, in session: Session
  ) throws -> StartedTraining {
    var short = settings
    short.length = .epochs(trial)
    func attempt(_ number: Int) throws -> StartedTraining {
      let started = try loaded.started(number)
      session.state.models.current = started
      let run = try train(started, short, on: dataset, followers, title: "start \(number)/\(count), ", in: session)
      return StartedTraining(number: number, loaded: started, run: run)
    }
    let sample = TrainingSample(of: dataset, most: Self.comparedExamples)
    var assignments: [[Int]] = []
    func compare(_ training: StartedTraining) {
      guard training.score.isFinite,
        let encoding = try? Interruption.ignored({
          try training.loaded.evaluator().encode(count: sample.count, reading: sample.reader)
        })
      else { return }
      assignments.append(encoding.assignments)
    }
    var best = try attempt(1), tried = [StartedTraining.Trial(best)], isInterrupted = best.run.outcome == .interrupted
    if !isInterrupted { compare(best) }
    for number in 2...count where !isInterrupted {
      let next = try attempt(number)
      isInterrupted = next.run.outcome == .interrupted
      if isInterrupted { break }
      tried.append(.init(next))
      compare(next)
      if next.score > best.score { best = next }
    }
    session.state.models.current = best.loaded
    best.tried = tried.table
    best.agreement = Stability.agreement(of: assignments)
    if best.score.isFinite { session.environment.note(tried.summary(choosing: best.number)) }
    if isInterrupted {
      best.run.interrupt()
    } else {
      try goOn(&best, epochs: epochs - trial, settings, on: dataset, followers, in: session)
    }
    return best
  }

  /// How many examples are enough to see how far starts agree.
  static let comparedExamples = 2000

  private static func goOn(
    _ training: inout StartedTraining, epochs: Int, _ settings: TrainingSettings, on dataset: Dataset,
    _ followers: Followers, in session: Session
  ) throws {
    guard epochs > 0, training.run.outcome == .finished else { return }
    var rest = settings
    rest.length = .epochs(epochs)
    training.run = TrainingRun(
      training.run, try train(training.loaded, rest, on: dataset, followers, in: session), as: settings)
  }
}

extension LoadedModel {
  /// The model from its start number `number`, counted from 1: the first is its own; each other one has weights, order of examples
  /// and noise of another seed of at most six digits, which is drawn from the model's.
  func started(_ number: Int) throws(ComputeError) -> LoadedModel {
    guard number > 1 else { return self }
    var generator = CounterGenerator(
      seed: model.seed, purpose: RandomPurpose.restart.rawValue, epoch: UInt32(truncatingIfNeeded: number))
    let other = try GMVAE(specification, seed: generator.next() >> 45, batch: model.batch, engine: model.engine)
    return LoadedModel(other, preset: preset, data: data)
  }
}
