import Bytes
import Compute
import Model

/// How much of a training call is done, and how fast it goes.
struct Progress {
  private let length: TrainingLength
  private let batch: Int
  private let stepsPerEpoch: Int
  private let stepsBefore: Int
  private let began = Clock.now
  /// Seconds a step, an average that forgets over about twenty steps.
  private var pace: Double?

  /// - Parameter stepsBefore: the steps of the epoch under way that earlier calls took.
  init(_ settings: TrainingSettings, stepsPerEpoch: Int, stepsBefore: Int) {
    length = settings.length
    batch = settings.batch
    self.stepsPerEpoch = stepsPerEpoch
    self.stepsBefore = stepsBefore
  }

  mutating func advance(seconds: Double) { pace = pace.map { $0 + 0.05 * (seconds - $0) } ?? seconds }

  /// Whether the call has come to its end.
  func isComplete(_ run: TrainingRun) -> Bool {
    switch length {
    case _ where run.isLevel: true
    case .epochs(let count): run.epochs.count >= count
    case .steps(let count): run.steps >= count
    case .minutes(let count): run.steps > 0 && Clock.now - began >= 60 * count
    }
  }

  func report(at position: GMVAE.Position, _ run: TrainingRun, terms: Terms) -> BatchReport {
    let (fraction, secondsLeft) = outlook(run.steps)
    return BatchReport(
      epoch: position.epoch + 1, step: position.step, taken: run.steps, fraction: min(1, fraction),
      rate: pace.map { $0 > 0 ? Double(batch) / $0 : 0 } ?? 0, secondsLeft: max(0, secondsLeft), terms: terms)
  }

  private func outlook(_ taken: Int) -> (fraction: Double, secondsLeft: Double) {
    func ofSteps(_ done: Int, _ total: Int) -> (Double, Double) {
      (Double(done) / Double(max(total, 1)), Double(total - done) * (pace ?? 0))
    }
    switch length {
    case .epochs(let count): return ofSteps(stepsBefore + taken, count * stepsPerEpoch)
    case .steps(let count): return ofSteps(taken, count)
    case .minutes(let count):
      let seconds = Clock.now - began
      return (seconds / (60 * count), 60 * count - seconds)
    }
  }
}
