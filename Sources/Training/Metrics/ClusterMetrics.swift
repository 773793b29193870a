import Model

#if canImport(Glibc)
  import Glibc
#endif

/// How well components stand for labels, by every measure that publications use under the name of accuracy.
public struct ClusterMetrics: Sendable, Equatable {
  /// Each component takes the label of its clearest example, the one with the highest p(z|y): the paper's accuracy.
  public let prototype: Double
  /// The best one-to-one matching of components and labels; unmatched components count as wrong.
  public let hungarian: Double
  /// Each component takes its majority label.
  public let purity: Double
  /// Normalized mutual information, by the arithmetic mean of the entropies.
  public let nmi: Double
  /// The adjusted Rand index (Hubert and Arabie 1985).
  public let ari: Double
  /// How many components have at least one example.
  public let used: Int

  /// - Parameters:
  ///   - labels: the label of each example, 0..<classes; examples without one (-1) are left out.
  ///   - assignments: the component of each example, 0..<components.
  ///   - margins: how clearly each example belongs to its component; of equals the first counts.
  public init(labels: [Int], assignments: [Int], margins: [Double], components: Int, classes: Int) {
    var (labels, assignments, margins) = (labels, assignments, margins)
    if labels.contains(-1) {
      let labeled = labels.indices.filter { labels[$0] >= 0 }
      (assignments, margins) = (labeled.map { assignments[$0] }, labeled.map { margins[$0] })
      labels = labeled.map { labels[$0] }
    }
    let table = ContingencyTable(labels: labels, assignments: assignments, components: components, classes: classes)
    prototype = Self.prototype(labels, assignments, margins, table)
    hungarian = table.hungarian
    purity = table.purity
    nmi = Self.normalizedMutualInformation(table)
    ari = Self.adjustedRandIndex(table)
    used = table.componentTotals.filter { $0 > 0 }.count
  }

  /// How far two assignments of the same examples agree: their adjusted Rand index, 1 where they make the same groups.
  public static func agreement(_ first: [Int], _ second: [Int]) -> Double {
    func count(_ assignments: [Int]) -> Int { (assignments.max() ?? -1) + 1 }
    return adjustedRandIndex(
      ContingencyTable(labels: first, assignments: second, components: count(second), classes: count(first)))
  }

  /// The metrics of examples at their posterior means.
  public init(of encoding: Encoding, labels: [Int], classes: Int) {
    self.init(
      labels: labels, assignments: encoding.assignments, margins: encoding.margins, components: encoding.components,
      classes: classes)
  }

  /// The names of the metrics, in the order of `values`.
  public static let names = ["prototype", "hungarian", "purity", "nmi", "ari", "used"]

  /// The metrics by number, as tables and checkpoints hold them.
  public var values: [Double] { [prototype, hungarian, purity, nmi, ari, Double(used)] }

  /// Metrics that were kept as numbers; nil where these cannot be metrics.
  init?(values: [Double]) {
    guard values.count == Self.names.count, values.allSatisfy(\.isFinite), let used = Int(exactly: values[5]) else {
      return nil
    }
    (prototype, hungarian, purity, nmi, ari) = (values[0], values[1], values[2], values[3], values[4])
    self.used = used
  }

  private static func prototype(
    _ labels: [Int], _ assignments: [Int], _ margins: [Double], _ table: ContingencyTable
  ) -> Double {
    var clearest = [Int?](repeating: nil, count: table.counts.count)
    for (example, component) in assignments.enumerated() {
      if clearest[component].map({ margins[example] > margins[$0] }) ?? true { clearest[component] = example }
    }
    return table.share(
      zip(table.counts, clearest).reduce(0) { sum, pair in sum + (pair.1.map { pair.0[labels[$0]] } ?? 0) })
  }

  /// 2 I(labels; components) / (H(labels) + H(components)); 1 where neither side tells anything apart.
  private static func normalizedMutualInformation(_ table: ContingencyTable) -> Double {
    func entropy(_ counts: [Int]) -> Double {
      counts.reduce(0) { sum, count in
        let share = table.share(count)
        return share > 0 ? sum - share * log(share) : sum
      }
    }
    let components = entropy(table.componentTotals), labels = entropy(table.labelTotals)
    guard components + labels > 0 else { return 1 }
    let information = components + labels - entropy(table.counts.flatMap { $0 })
    return max(0, 2 * information / (components + labels))
  }

  private static func adjustedRandIndex(_ table: ContingencyTable) -> Double {
    func pairs(_ counts: [Int]) -> Double { counts.reduce(0) { $0 + Double($1) * Double($1 - 1) / 2 } }
    let together = pairs(table.counts.flatMap { $0 })
    let components = pairs(table.componentTotals), labels = pairs(table.labelTotals)
    let all = pairs([table.total])
    let expected = all > 0 ? components * labels / all : 0
    let largest = (components + labels) / 2
    return largest == expected ? 1 : (together - expected) / (largest - expected)
  }
}
