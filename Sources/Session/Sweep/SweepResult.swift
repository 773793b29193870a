import Language
import Training

/// What a run of a sweep came to.
struct SweepResult {
  let run: SweepRun
  let training: Record
  /// The mean ELBO over the steps of the last epoch of training, while the model learned.
  let elbo: Double
  /// The ELBO on the test examples; nil without any.
  let testELBO: Double?
  /// How well the components stand for the labels of the test examples; nil without labels.
  let metrics: ClusterMetrics?
  /// K, and the components of the test examples, or of training examples without any.
  let components: Int
  let assignments: [Int]
  let minutes: Double

  /// A name and a number for all that is measured.
  var measures: [(name: String, value: Double)] {
    [("elbo", elbo)] + (testELBO.map { [("test_elbo", $0)] } ?? [])
      + (metrics.map { zip(ClusterMetrics.names, $0.values).map { (name: $0, value: $1) } } ?? [])
      + [("time", minutes)]
  }
}

extension SweepResult {
  /// What is known without labels: how far the runs agree, and the sizes of this one's components.
  fileprivate func clusters(_ stability: Double?) -> [Value] {
    let shares = Stability.shares(of: assignments, components: components)
    return [
      stability.map { .number(($0 * 1e3).rounded() / 1e3) } ?? .nothing, .number(Double(shares.count)),
      .text(ComponentChoice.sizes(shares)),
    ]
  }
}

extension [SweepResult] {
  /// The run with the best ELBO in training: chosen without labels.
  var best: SweepResult? { self.max { $0.elbo < $1.elbo } }

  /// What the tables say of their first measure.
  private static var title: String { "elbo: the mean over the last epoch of training" }

  /// A row for each run that has ended, in their order; those that failed have their reason in place of measures.
  func runsTable(with failures: [(run: SweepRun, reason: String)]) -> Table {
    let settings = (first?.run ?? failures.first?.run)?.setting.map(\.name) ?? []
    let measures = first?.measures.map(\.name) ?? [], reason: [Table.Column] = failures.isEmpty ? [] : [.init("error")]
    let complete = map { result in
      (result.run, result.measures.map { Value.number($0.value) } + [.text(result.run.model)], Value.nothing)
    }
    let failed = failures.map { run, reason in
      (run, [Value](repeating: .nothing, count: measures.count + 1), Value.text(reason))
    }
    let rows = (complete + failed).sorted { $0.0.number < $1.0.number }
    return Table(
      title: Self.title + (measures.contains("test_elbo") ? "; test_elbo: that of the test examples after it" : ""),
      columns: (settings + ["seed"]).map { .init($0) } + measures.map(Table.Column.measure) + [.init("model")] + reason,
      rows: rows.map { run, values, error in
        run.setting.map(\.value) + [Value(seed: run.seed)] + values + (failures.isEmpty ? [] : [error])
      })
  }

  /// A row for each setting: mean and standard deviation of each measure over its runs, the best run's prototype accuracy,
  /// and that of the run with the best ELBO.
  func resultsTable(of runs: [SweepRun]) -> Table {
    let settings = runs.first?.setting.map(\.name) ?? [],
      hidden = first?.metrics == nil ? [] : ["ari", "test_elbo"],
      measures = (first?.measures.map(\.name) ?? []).filter { !hidden.contains($0) }
    let extra = first?.metrics == nil ? ["stability", "used", "sizes"] : ["best", "at best elbo"]
    let groups = groups(of: runs), areComplete = groups.allSatisfy { $0.results.count == $0.planned }
    return Table(
      title: Self.title,
      columns: (settings + ["runs"] + (areComplete ? [] : ["planned"])).map { .init($0) }
        + measures.flatMap { Table.Column.spread($0, unit: Table.Column.unit(of: $0)) }
        + extra.map { .init($0, unit: $0 == "sizes" ? "%" : nil) },
      rows: groups.map { group in
        let runs = [group.results.count] + (areComplete ? [] : [group.planned])
        return group.setting.map(\.value) + runs.map { Value.number(Double($0)) }
          + measures.flatMap(group.results.spread) + group.results.choices(count: extra.count)
      })
  }

  /// The settings in their order, each with how many runs it is to have and what those came to that are complete.
  private func groups(
    of runs: [SweepRun]
  ) -> [(setting: [(name: String, value: Value)], planned: Int, results: Self)] {
    var texts: [String] = []
    for run in runs where !texts.contains(run.settingText) { texts.append(run.settingText) }
    return texts.compactMap { text in
      let own = runs.filter { $0.settingText == text }, results = filter { $0.run.settingText == text }
      return own.first.map { ($0.setting, own.count, results) }
    }
  }

  private func choices(count: Int) -> [Value] {
    guard let best else { return [Value](repeating: .nothing, count: count) }
    guard let chosen = best.metrics?.prototype else { return best.clusters(stability) }
    let highest = compactMap { $0.metrics?.prototype }.max() ?? chosen
    return [highest, chosen].map { .number(($0 * 1e4).rounded() / 1e4) }
  }

  /// How far the runs' clusters agree.
  private var stability: Double? {
    let all = map(\.assignments)
    return Set(all.map(\.count)).count == 1 ? Stability.agreement(of: all) : nil
  }

  private func spread(_ measure: String) -> [Value] {
    Spread(compactMap { result in result.measures.first { $0.name == measure }?.value }).values
  }
}

extension Spread {
  /// The mean and the standard deviation, as far as there is one.
  var values: [Value] {
    [count > 0 ? .number(mean) : .nothing, count > 1 ? .number(deviation) : .nothing]
  }
}

extension Table.Column {
  fileprivate static func measure(_ name: String) -> Table.Column { .init(name, unit: unit(of: name)) }

  fileprivate static func unit(of measure: String) -> String? {
    ["elbo": "nats", "test_elbo": "nats", "time": "min"][measure]
  }
}
