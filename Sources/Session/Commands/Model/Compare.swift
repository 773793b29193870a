import Data
import Language
import Model
import Training

/// `compare`: two models side by side on the same examples.
struct Compare: SessionCommand {
  static let first = Parameter("a", .snapshot, "the name of a snapshot, or current")
  static let second = Parameter(
    "b", .snapshot, default: Snapshots.current, before: ["and", "with", "to"], "the name of another, or current")

  let declaration = CommandDeclaration(
    "compare", [Self.first, Self.second, Share.key], summary: "two models side by side on the same examples",
    details: """
      The ELBO and its terms, every measure of accuracy, and the components in use; then how far both put the same examples \
      together (the adjusted Rand index of their assignments), and the largest difference of a trained parameter. current is \
      the model of the session.
      """,
    needs: [.data], returns: "a table: what, the value of each, difference",
    examples: ["compare before", "compare before current on=train"])

  func perform(_ call: Call, in session: Session) throws -> Outcome { .table(try Self.compare(call, in: session)) }
}

extension Compare {
  /// Two models side by side on the same examples.
  static func compare(_ call: Call, in session: Session) throws -> Table {
    let dataset = try session.requireData(), share = try Share.asked(by: call, of: dataset)
    let names = [call[Compare.first], call[Compare.second]]
    var sides: [Side] = []
    for (name, argument) in zip(names, ["a", "b"]) {
      let loaded = try TakeSnapshot.model(named: name, argument, in: session)
      try check(loaded, fits: dataset, name: name)
      sides.append(try Side(loaded, share.examples(of: dataset), classes: dataset.classes.count))
    }
    let rows = zip(sides[0].measures, sides[1].measures).map { first, second in
      [.text(first.name), .number(first.value), .number(second.value), .number(second.value - first.value)] as [Value]
    }
    return Table(
      title: "\(names[0]) and \(names[1]) on \(share.rawValue) examples of \(dataset.name)",
      columns: ["what", names[0], names[1], "difference"].map { .init($0) },
      rows: rows + (try differences(sides[0], sides[1])))
  }

  fileprivate static func differences(_ first: Side, _ second: Side) throws -> [[Value]] {
    let agreement = ClusterMetrics.agreement(first.assignments, second.assignments)
    let largest = try first.largestDifference(from: second)
    return [
      [.text("agreement (ari)"), .nothing, .nothing, .number(agreement)],
      [.text("largest parameter"), .nothing, .nothing, largest.map(Value.number) ?? .text("other layers")],
    ]
  }

  fileprivate static func check(_ loaded: LoadedModel, fits dataset: Dataset, name: String) throws(CommandError) {
    guard loaded.specification.observed != dataset.train.shape.count else {
      try Fitness.check(loaded.specification.likelihood, takes: dataset)
      return try Fitness.checkBatches(loaded.specification, dataset)
    }
    throw CommandError(
      "\(name) was made for examples of \(loaded.specification.observed) numbers, and \(dataset.name) has "
        + "\(dataset.train.shape.count)", hint: "load the data it was trained on")
  }

  /// What is compared of a model.
  fileprivate struct Side {
    var measures: [(name: String, value: Double)]
    let assignments: [Int]
    private let model: GMVAE

    init(_ loaded: LoadedModel, _ examples: Examples, classes: Int) throws {
      model = loaded.model
      let position = model.position
      measures = [("epoch", Double(position.epoch)), ("step", Double(position.step))]
      let terms = try loaded.terms(of: examples)
      measures += [("elbo", terms.elbo)] + terms.named.map { ($0.name, $0.value) }
      let encoding = try loaded.encode(count: examples.count, reading: examples.reader)
      assignments = encoding.assignments
      let metrics = ClusterMetrics(
        labels: examples.labels ?? assignments, assignments: assignments, margins: encoding.margins,
        components: encoding.components, classes: examples.labels == nil ? encoding.components : classes)
      if examples.labels != nil {
        measures += [
          ("prototype", metrics.prototype), ("hungarian", metrics.hungarian), ("purity", metrics.purity),
          ("nmi", metrics.nmi), ("ari", metrics.ari),
        ]
      }
      measures.append(("components used", Double(metrics.used)))
    }

    /// The largest difference of a trained number; nil if the layers are not the same.
    func largestDifference(from other: Side) throws -> Double? {
      guard model.parameters.all.map(\.name) == other.model.parameters.all.map(\.name) else { return nil }
      var largest: Float = 0
      for (first, second) in zip(model.parameters.all, other.model.parameters.all) where first.isTrained {
        guard first.value.dimensions == second.value.dimensions else { return nil }
        let values = try first.value.rowMajorValues(engine: model.engine)
        for (a, b) in zip(values, try second.value.rowMajorValues(engine: model.engine)) {
          largest = max(largest, abs(a - b))
        }
      }
      return Double(largest)
    }
  }
}
