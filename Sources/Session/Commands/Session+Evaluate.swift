import Language
import Training

extension Session {
  /// The ELBO and its terms with fixed draws of x and w.
  func evaluate(_ invocation: Invocation) throws -> Value {
    let (dataset, loaded) = try requireBoth()
    let examples = Share(invocation).examples(of: dataset)
    let terms = try loaded.evaluator().terms(
      count: examples.count, samples: invocation.integer("samples") ?? 1, reading: examples.reader,
      counting: examples.counter)
    return .record(
      Record(
        kind: "evaluation",
        fields: [.init("elbo", .number(terms.elbo), unit: "nats")]
          + terms.named.map { .init($0.name, .number($0.value), unit: "nats") }))
  }

  /// Every cluster metric, at the posterior means.
  func computeAccuracy(_ invocation: Invocation) throws -> Value {
    let (dataset, loaded) = try requireBoth()
    let share = Share(invocation)
    guard let labels = share.examples(of: dataset).labels else {
      throw CommandError("\(dataset.name) has no labels to compare with", hint: "load data with labels")
    }
    let encoding = try loaded.encoding(of: share, in: dataset, id: datasetID)
    let metrics = ClusterMetrics(of: encoding, labels: labels, classes: dataset.classes.count)
    return .record(
      Record(
        kind: "accuracy", fields: zip(ClusterMetrics.names, metrics.values).map { .init($0, .number($1)) }))
  }
}
