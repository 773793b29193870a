import Language
import Model
import Training

/// Tells listeners of the prompt's kind what the trainer tells.
struct TrainingTeller {
  private let length: TrainingLength
  /// Epochs that were complete before.
  private let epochsBefore: Int
  private let prefix: String
  private let progress: (Progress) -> Void
  /// The share that was done at the last report.
  private var fraction = 0.0
  private var secondsLeft: Double?

  init(
    _ length: TrainingLength, from epochs: Int, title prefix: String = "", tell progress: @escaping (Progress) -> Void
  ) {
    self.length = length
    epochsBefore = epochs
    self.prefix = prefix
    self.progress = progress
  }

  mutating func tell(_ event: TrainingEvent) {
    switch event {
    case .started: progress(Progress(phase: .began, title: "training", fraction: 0))
    case .priorFitted: break
    case .partitioning(let fraction):
      progress(Progress(phase: fraction == 0 ? .began : .advanced, title: "neighbors", fraction: fraction))
    case .partitioned: progress(Progress(phase: .ended, title: "neighbors", fraction: 1))
    case .batchEnded(let report): tell(report)
    case .epochEnded(let record): tell(record)
    case .ended(let run):
      if run.outcome == .finished, let terms = run.underWay { tellRest(run, terms) }
      progress(Progress(phase: .ended, title: "training", fraction: 1))
    }
  }

  private mutating func tell(_ report: BatchReport) {
    fraction = report.fraction
    secondsLeft = report.secondsLeft
    progress(
      Progress(
        phase: .advanced, title: prefix + title(epoch: report.epoch, taken: report.taken), fraction: fraction,
        rate: report.rate, secondsLeft: report.secondsLeft, values: measures(report.terms)))
  }

  private func tell(_ record: EpochRecord) {
    let title =
      if case .epochs(let count) = length { "epoch \(record.epoch)/\(epochsBefore + count)" } else {
        "epoch \(record.epoch)"
      }
    progress(
      Progress(
        phase: .milestone, title: prefix + title, fraction: fraction, secondsLeft: secondsLeft,
        values: measures(record.train)))
  }

  /// The end of training within an epoch is a milestone too.
  private func tellRest(_ run: TrainingRun, _ terms: Terms) {
    let title = title(epoch: epochsBefore + run.epochs.count + 1, taken: run.steps)
    progress(Progress(phase: .milestone, title: prefix + title, fraction: 1, values: measures(terms)))
  }

  private func title(epoch: Int, taken: Int) -> String {
    switch length {
    case .epochs(let count): "epoch \(epoch)/\(epochsBefore + count)"
    case .steps(let count): "step \(taken)/\(count)"
    case .minutes: "epoch \(epoch)"
    }
  }

  private func measures(_ terms: Terms) -> [Progress.Measure] {
    [.init("ELBO", terms.elbo)] + terms.named.map { .init($0.name, $0.value) }
  }
}
