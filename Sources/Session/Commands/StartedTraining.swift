import Language
import Training

/// A training from one of the starts that a model can have.
struct StartedTraining {
  /// Which start it was, from 1.
  let number: Int
  let loaded: LoadedModel
  var run: TrainingRun
  /// The starts that were tried to find this one, where there were several.
  var tried: Table?

  /// What starts are chosen by: the ELBO on the training data, for no labels are known where clusters are looked for. The
  /// least where the training diverged.
  var elbo: Double {
    if case .diverged = run.outcome { return -.infinity }
    return run.terms?.elbo ?? -.infinity
  }

  /// What is told of a start that was tried.
  struct Trial {
    let number: Int
    let seed: UInt64
    let epochs: Int
    let elbo: Double

    init(_ training: StartedTraining) {
      number = training.number
      seed = training.run.seed
      epochs = training.run.epochs.count
      elbo = training.elbo
    }
  }
}

extension [StartedTraining.Trial] {
  /// A row for each.
  var table: Table {
    Table(
      title: "starts", columns: [.init("start"), .init("seed"), .init("epochs"), .init("elbo", unit: "nats")],
      rows: map { trial in
        [
          .number(Double(trial.number)), Value(seed: trial.seed), .number(Double(trial.epochs)),
          trial.elbo.isFinite ? .number(trial.elbo) : .nothing,
        ]
      })
  }

  /// Which one was chosen, and how all of them did.
  func summary(choosing number: Int) -> String {
    let all = map {
      "\($0.number): \($0.elbo.isFinite ? NumberText.short(($0.elbo * 1e4).rounded() / 1e4) : "diverged")"
    }
    return "start \(number) has the best ELBO in training (\(all.joined(separator: ", ")))"
  }
}
