import Language
import Training

/// `evaluate`: the ELBO and its terms with fixed draws of x and w.
struct Evaluate: SessionCommand {
  static let samples = Option("samples", .integer(1...1000), default: 1, "Monte Carlo samples for each example")

  let declaration = CommandDeclaration(
    "evaluate", [Share.key, Self.samples], summary: "the ELBO and its four terms, in nats per example",
    details: """
      x and w are drawn from their posteriors, the same draws each time; figures and accuracy take the posterior means \
      instead.
      """,
    needs: [.data, .model], returns: "a record: elbo, reconstruction, conditional, style, component",
    examples: ["evaluate", "evaluate on=train samples=10"])

  func perform(_ call: Call, in session: Session) throws -> Outcome {
    let (dataset, loaded) = try session.requireBoth()
    let examples = try Share.asked(by: call, of: dataset).examples(of: dataset)
    let terms = try loaded.terms(of: examples, samples: call[Self.samples])
    return .record(
      Record(
        kind: "evaluation",
        fields: [.init("elbo", .number(terms.elbo), unit: "nats")]
          + terms.named.map { .init($0.name, .number($0.value), unit: "nats") }))
  }
}

/// `compute accuracy`: every cluster metric, at the posterior means.
struct ComputeAccuracy: SessionCommand {
  let declaration = CommandDeclaration(
    "compute accuracy", also: ["accuracy"], [Share.key],
    summary: "how well the components agree with the labels, by every usual measure",
    details: """
      prototype is the paper's accuracy: each component takes the label of the test example it is surest of. hungarian \
      matches components and labels one to one. purity gives each component its majority label. nmi and ari need no matching. \
      An example's component is the likeliest at its posterior means.
      """,
    needs: [.data, .model],
    returns: "a record: prototype, hungarian, purity, nmi, ari, used (components with examples)",
    examples: ["compute accuracy", "let a = accuracy on=train; print a.purity", "accuracy > \"accuracy.json\""])

  func perform(_ call: Call, in session: Session) throws -> Outcome {
    let (dataset, loaded) = try session.requireBoth()
    let share = try Share.asked(by: call, of: dataset)
    guard let labels = share.examples(of: dataset).labels else {
      throw CommandError("\(dataset.name) has no labels to compare with", hint: "load data with labels")
    }
    let encoding = try loaded.encoding(of: share, in: dataset, id: session.state.data.id)
    let metrics = ClusterMetrics(of: encoding, labels: labels, classes: dataset.classes.count)
    return .record(
      Record(
        kind: "accuracy", fields: zip(ClusterMetrics.names, metrics.values).map { .init($0, .number($1)) }))
  }
}
