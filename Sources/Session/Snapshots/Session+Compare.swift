import Data
import Language
import Model
import Training

extension Session {
  /// Two models side by side on the same examples.
  func compare(_ invocation: Invocation) throws -> Table {
    let dataset = try requireData(), share = Share(invocation)
    let names = [invocation.text("a") ?? "", invocation.text("b") ?? Snapshots.current]
    var sides: [Side] = []
    for (name, argument) in zip(names, ["a", "b"]) {
      let loaded = try model(named: name, argument)
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

  private func differences(_ first: Side, _ second: Side) throws -> [[Value]] {
    let agreement = ClusterMetrics.agreement(first.assignments, second.assignments)
    let largest = try first.largestDifference(from: second)
    return [
      [.text("agreement (ari)"), .nothing, .nothing, .number(agreement)],
      [.text("largest parameter"), .nothing, .nothing, largest.map(Value.number) ?? .text("other layers")],
    ]
  }

  private func check(_ loaded: LoadedModel, fits dataset: Dataset, name: String) throws(CommandError) {
    guard loaded.specification.observed != dataset.train.shape.count else {
      return try check(loaded.specification.likelihood, takes: dataset)
    }
    throw CommandError(
      "\(name) was made for examples of \(loaded.specification.observed) numbers, and \(dataset.name) has "
        + "\(dataset.train.shape.count)", hint: "load the data it was trained on")
  }

  /// What is compared of a model.
  private struct Side {
    var measures: [(name: String, value: Double)]
    let assignments: [Int]
    private let model: GMVAE

    init(_ loaded: LoadedModel, _ examples: Examples, classes: Int) throws {
      model = loaded.model
      let position = model.position
      measures = [("epoch", Double(position.epoch)), ("step", Double(position.step))]
      let terms = try loaded.evaluator().terms(
        count: examples.count, samples: 1, reading: examples.reader, counting: examples.counter)
      measures += [("elbo", terms.elbo)] + terms.named.map { ($0.name, $0.value) }
      let encoding = try loaded.evaluator().encode(
        count: examples.count, reading: examples.reader)
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

    /// The largest difference of a trained number; nil where the layers are not the same.
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
