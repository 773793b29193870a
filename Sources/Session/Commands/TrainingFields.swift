import Language
import Model
import Training

/// The fields of a training's record.
enum TrainingFields {
  /// The columns of `history`.
  static let historyColumns =
    ["epoch", "elbo", "reconstruction", "conditional", "style", "component"]
    + ["elbo", "reconstruction", "conditional", "style", "component"].map { "test_" + $0 }

  static func row(_ record: EpochRecord) -> [Value] {
    [.number(Double(record.epoch))] + numbers(record.train) + numbers(record.test)
  }

  /// The ELBO and its terms.
  static func numbers(_ terms: Terms?) -> [Value] {
    guard let terms else { return Array(repeating: .nothing, count: 5) }
    return [.number(terms.elbo)] + terms.named.map { .number($0.value) }
  }

  /// How long a training was to be.
  static func text(_ length: TrainingLength) -> String {
    switch length {
    case .epochs(let count): "\(count) epoch" + (count == 1 ? "" : "s")
    case .steps(let count): "\(count) step" + (count == 1 ? "" : "s")
    case .minutes(let count): NumberText.short(count) + " minute" + (count == 1 ? "" : "s")
    }
  }

  static func history(_ epochs: [EpochRecord]) -> Table {
    Table(title: "history", columns: historyColumns.map { .init($0) }, rows: epochs.map(row))
  }
}

extension Session {
  private func outcomeText(_ outcome: TrainingRun.Outcome) -> String {
    switch outcome {
    case .finished: "finished"
    case .interrupted: "interrupted"
    case .diverged: "diverged"
    }
  }

  /// What a training did, as a record.
  func record(of run: TrainingRun, profile: Table? = nil) -> Record {
    let newest = run.terms, nats = "nats"
    func number(_ value: Double?) -> Value { value.map(Value.number) ?? .nothing }
    let terms = newest?.named.map { Record.Field($0.name, .number($0.value), unit: nats) } ?? []
    return Record(
      kind: "training",
      fields: [
        .init("outcome", .text(outcomeText(run.outcome))),
        .init("epochs", .number(Double(run.epochs.count))), .init("steps", .number(Double(run.steps))),
        .init("elbo", number(newest?.elbo), unit: nats),
      ] + terms + [
        .init("test_elbo", number(run.epochs.last?.test?.elbo), unit: nats),
        .init("seconds", .number(run.seconds), unit: "s"),
        .init("step_seconds", .number(run.secondsPerStep), unit: "s"), .init("rate", .number(run.settings.rate)),
        .init("batch", .number(Double(run.settings.batch))), .init("samples", .number(Double(run.settings.samples))),
        .init("lambda", .number(run.settings.lambda)), .init("seed", Value(seed: run.seed)),
        .init("threads", .number(Double(run.threads))), .init("instructions", .text(run.instructions)),
        .init("history", .table(TrainingFields.history(run.epochs))),
      ] + (profile.map { [.init("profile", .table($0))] } ?? []))
  }
}
