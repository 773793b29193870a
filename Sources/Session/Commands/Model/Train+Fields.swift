import Bytes
import Language
import Model
import Training

/// The fields of a training's record.
enum TrainingFields {
  /// The columns of `history` that are always there.
  private static let termColumns =
    ["epoch", "elbo", "reconstruction", "conditional", "style", "component"]
    + ["elbo", "reconstruction", "conditional", "style", "component"].map { "test_" + $0 }

  /// The ELBO and its terms.
  private static func numbers(_ terms: Terms?) -> [Value] {
    guard let terms else { return Array(repeating: .nothing, count: 5) }
    return [.number(terms.elbo)] + terms.named.map { .number($0.value) }
  }

  private static func metrics(_ metrics: ClusterMetrics?) -> [Value] {
    metrics?.values.map(Value.number) ?? ClusterMetrics.names.map { _ in .nothing }
  }

  private static func value(_ number: Double?) -> Value { number.map(Value.number) ?? .nothing }

  /// How long a training was to be.
  static func text(_ length: TrainingLength) -> String {
    switch length {
    case .epochs(let count): count.counted("epoch")
    case .steps(let count): count.counted("step")
    case .minutes(let count): NumberText.short(count).counted("minute")
    }
  }

  /// The epochs as a table, with one that is under way last; consistency and cluster metrics are columns where an epoch has
  /// them.
  static func history(_ epochs: [EpochRecord], underWay: Terms? = nil, title: String = "history") -> Table {
    let withMetrics = epochs.contains { $0.metrics != nil }
    let withConsistency = epochs.contains { $0.consistency != nil }
    let columns = termColumns + (withConsistency ? ["consistency"] : []) + (withMetrics ? ClusterMetrics.names : [])
    func row(_ epoch: Value, _ train: Terms, _ record: EpochRecord?) -> [Value] {
      [epoch] + numbers(train) + numbers(record?.test) + (withConsistency ? [value(record?.consistency)] : [])
        + (withMetrics ? metrics(record?.metrics) : [])
    }
    var rows = epochs.map { row(.number(Double($0.epoch)), $0.train, $0) }
    if let underWay { rows.append(row(.text("under way"), underWay, nil)) }
    return Table(title: title, columns: columns.map { .init($0) }, rows: rows)
  }
}

extension Train {
  private static func outcomeText(_ outcome: TrainingRun.Outcome) -> String {
    switch outcome {
    case .finished: "finished"
    case .interrupted: "interrupted"
    case .diverged: "diverged"
    }
  }

  /// What a training did, as a record.
  static func record(of run: TrainingRun, profile: Table? = nil, starts: Table? = nil) -> Record {
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
        .init("lambda", run.settings.lambda.value),
      ] + run.settings.fields + [
        .init("seed", Value(seed: run.seed)),
        .init("threads", .number(Double(run.threads))), .init("instructions", .text(run.instructions)),
        .init("history", .table(TrainingFields.history(run.epochs))),
      ] + (profile.map { [.init("profile", .table($0))] } ?? [])
        + (starts.map { [.init("starts", .table($0))] } ?? []))
  }
}

extension TrainingSettings {
  /// The options that are not the standard ones.
  fileprivate var fields: [Record.Field] {
    (formulation == .closed ? [] : [.init("objective", .text(formulation.rawValue))])
      + (precision == .float32 ? [] : [.init("precision", .text(precision.rawValue))])
      + (isBinary ? [.init("binary", .boolean(true))] : [])
      + named(TrainingOption<Double>.all).map { .init($0.name, .number($0.value)) }
      + named(TrainingOption<Ramp>.all).filter { $0.name != "lambda" }.map { .init($0.name, $0.value.value) }
  }
}

extension Ramp {
  /// As a number, or the list of those that it was written with.
  fileprivate var value: Value { constant.map(Value.number) ?? .list(numbers.map(Value.number)) }

  /// The same for titles.
  var text: String { value.text }
}
