import Language
import Model
import Training

/// The fields of a training's record.
enum TrainingFields {
  static let names = [
    "outcome", "epochs", "elbo", "reconstruction", "conditional", "style", "component", "test_elbo", "seconds",
    "step_seconds", "rate", "batch", "samples", "lambda", "history",
  ]

  /// The columns of `history` that are always there.
  private static let termColumns =
    ["epoch", "elbo", "reconstruction", "conditional", "style", "component"]
    + ["elbo", "reconstruction", "conditional", "style", "component"].map { "test_" + $0 }

  private static func row(_ record: EpochRecord, withMetrics: Bool) -> [Value] {
    func numbers(_ terms: Terms?) -> [Value] {
      guard let terms else { return Array(repeating: .nothing, count: 5) }
      return [.number(terms.elbo)] + terms.named.map { .number($0.value) }
    }
    let metrics = record.metrics?.values.map(Value.number) ?? ClusterMetrics.names.map { _ in .nothing }
    return [.number(Double(record.epoch))] + numbers(record.train) + numbers(record.test) + (withMetrics ? metrics : [])
  }

  /// The epochs as a table; the cluster metrics are columns where an epoch has them.
  static func history(_ epochs: [EpochRecord], title: String = "history") -> Table {
    let withMetrics = epochs.contains { $0.metrics != nil }
    let columns = termColumns + (withMetrics ? ClusterMetrics.names : [])
    return Table(
      title: title, columns: columns.map { .init($0) }, rows: epochs.map { row($0, withMetrics: withMetrics) })
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
  func record(of run: TrainingRun) -> Record {
    let last = run.epochs.last, nats = "nats"
    func number(_ value: Double?) -> Value { value.map(Value.number) ?? .nothing }
    let terms = last?.train.named.map { Record.Field($0.name, .number($0.value), unit: nats) } ?? []
    return Record(
      kind: "training",
      fields: [
        .init("outcome", .text(outcomeText(run.outcome))),
        .init("epochs", .number(Double(run.epochs.count))), .init("elbo", number(last?.train.elbo), unit: nats),
      ] + terms + [
        .init("test_elbo", number(last?.test?.elbo), unit: nats), .init("seconds", .number(run.seconds), unit: "s"),
        .init("step_seconds", .number(run.secondsPerStep), unit: "s"), .init("rate", .number(run.settings.rate)),
        .init("batch", .number(Double(run.settings.batch))), .init("samples", .number(Double(run.settings.samples))),
        .init("lambda", .number(run.settings.lambda)), .init("history", .table(TrainingFields.history(run.epochs))),
      ])
  }
}
