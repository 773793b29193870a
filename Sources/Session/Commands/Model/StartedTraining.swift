import Language
import Training

/// A training from one of the starts that a model can have.
struct StartedTraining {
  /// Which start it was, from 1.
  let number: Int
  let loaded: LoadedModel
  var run: TrainingRun
  /// The starts that were tried to find this one, if there were several.
  var tried: Table?
  /// How far the starts agree in the clusters of some training examples, if there were several.
  var agreement: Double?

  /// What starts are chosen by, on the training data, for no labels are known where clusters are looked for: the examples'
  /// consistency with their copies if that is trained, or else the ELBO. The least where the training diverged.
  var score: Double {
    if case .diverged = run.outcome { return -.infinity }
    return run.epochs.last?.consistency.map { -$0 } ?? elbo
  }

  fileprivate var elbo: Double { run.terms?.elbo ?? -.infinity }

  /// What is told of a start that was tried.
  struct Trial {
    let number: Int
    let seed: UInt64
    let epochs: Int
    let elbo: Double
    let consistency: Double?

    init(_ training: StartedTraining) {
      number = training.number
      seed = training.run.seed
      epochs = training.run.epochs.count
      elbo = training.score.isFinite ? training.elbo : -.infinity
      consistency = training.run.epochs.last?.consistency
    }

    /// What it was judged by; nil if it diverged.
    fileprivate var measure: Double? { elbo.isFinite ? consistency ?? elbo : nil }
  }
}

extension [StartedTraining.Trial] {
  /// A row for each.
  var table: Table {
    Table(
      title: "starts",
      columns: [.init("start"), .init("seed"), .init("epochs"), .init(measure, unit: isByConsistency ? nil : "nats")],
      rows: map {
        [
          .number(Double($0.number)), Value(seed: $0.seed), .number(Double($0.epochs)),
          $0.measure.map(Value.number) ?? .nothing,
        ]
      })
  }

  /// Which one was chosen, and how all of them did.
  func summary(choosing number: Int) -> String {
    let all = map {
      "\($0.number): \($0.measure.map { NumberText.short(($0 * 1e4).rounded() / 1e4) } ?? "diverged")"
    }
    let best = isByConsistency ? "is the most consistent" : "has the best ELBO"
    return "start \(number) \(best) in training (\(all.joined(separator: ", ")))"
  }

  private var isByConsistency: Bool { contains { $0.consistency != nil } }
  private var measure: String { isByConsistency ? "consistency" : "elbo" }
}
