import Data
import Language
import Model

/// How many examples of each label fell to each component, at the posterior means.
struct ComponentCounts {
  /// The components that count.
  let components: [Int]
  /// By component and label; by component alone, in one column, if there are no labels.
  let counts: [[Int]]
  /// The labels' names; empty if there are none.
  let classes: [String]

  init(_ encoding: Encoding, _ examples: Examples, of dataset: Dataset, components: [Int]) {
    self.components = components
    let labeling = dataset.labeling(of: examples)
    classes = labeling?.names ?? []
    var counts = Array(repeating: Array(repeating: 0, count: max(self.classes.count, 1)), count: encoding.components)
    for (example, component) in encoding.assignments.enumerated() {
      counts[component][labeling?.labels[example] ?? 0] += 1
    }
    self.counts = components.map { counts[$0] }
  }

  /// Examples of each component.
  var totals: [Int] { counts.map { $0.reduce(0, +) } }

  /// Examples of each label.
  var labelTotals: [Int] { (0..<max(classes.count, 1)).map { label in counts.reduce(0) { $0 + $1[label] } } }

  /// A field `counts`: a row for each component, with all its examples and those of each label.
  var field: Record.Field {
    let rows = zip(components, zip(totals, counts)).map { component, row in
      let labels = classes.isEmpty ? [] : row.1
      return ([component, row.0] + labels).map { Value.number(Double($0)) }
    }
    let columns = (["component", "examples"] + classes).map { Table.Column($0) }
    return .init("counts", .table(Table(title: "counts", columns: columns, rows: rows)))
  }
}

extension ComponentCounts {
  /// The counts of the share that the command looks at.
  static func asked(by call: Call, in session: Session) throws -> ComponentCounts {
    let (dataset, loaded) = try session.requireBoth()
    let share = try Share.asked(by: call, of: dataset)
    let encoding = try loaded.encoding(of: share, in: dataset, id: session.state.data.id)
    return ComponentCounts(encoding, share.examples(of: dataset), of: dataset, components: loaded.counted)
  }
}
