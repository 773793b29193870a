import Archive
import Data
import Files
import Glibc
import Model
import Training

/// What a model says of examples, a row for each: the component, every component's probability, how ordinary the example is.
struct AssignmentTable {
  /// What names the examples.
  struct Examples {
    var ids: [String]?
    var rows: [Int32]?
    /// The names of labels, nil for examples without one; nil if there are none at all.
    var labels: [String?]?
    /// The names of batches, nil for one that the model does not know; nil if none are told.
    var batches: [String?]?
  }

  private var writer: any TableWriter
  private let bound: Double?
  private let hasIDs: Bool, hasRows: Bool, hasLabels: Bool, hasBatches: Bool
  private let components: [Int]
  private let notes: ComponentNotes

  /// Begins the table with its header. `components` are those that have a column. `bound` is the least ELBO of an ordinary example.
  init(
    _ file: FileWriter, as format: RowFormat, components: [Int], notes: ComponentNotes, hasIDs: Bool, hasRows: Bool,
    hasLabels: Bool, hasBatches: Bool, bound: Double?
  ) throws {
    self.hasBatches = hasBatches
    (self.bound, self.hasIDs, self.hasRows, self.hasLabels) = (bound, hasIDs, hasRows, hasLabels)
    (self.components, self.notes) = (components, notes)
    var columns = [TableColumn("example", .integer)]
    if hasIDs { columns.append(TableColumn("id", .text)) }
    if hasRows { columns.append(TableColumn("row", .integer)) }
    columns.append(TableColumn("component", .integer))
    if !notes.names.isEmpty { columns.append(TableColumn("name", .text)) }
    columns.append(TableColumn("probability", .double))
    if hasLabels { columns.append(TableColumn("label", .text)) }
    if hasBatches { columns.append(TableColumn("batch", .text)) }
    columns += (components.map { "p\($0)" } + ["entropy", "elbo"]).map { TableColumn($0, .double) }
    if bound != nil { columns.append(TableColumn("outlier", .boolean)) }
    writer = try format.writer(file, columns: columns)
  }

  /// Adds a row; `place` is the example's in what follows, and `number` what the row is called.
  mutating func append(
    _ examples: Examples, _ place: Int, number: Int, _ encoding: Encoding, component: Int, elbo: Double
  ) throws {
    let responsibilities = encoding.responsibilities(of: place)
    let entropy = -responsibilities.reduce(0.0) { $1 > 0 ? $0 + $1 * log($1) : $0 }
    func text(_ text: String?) -> TableField { text.map(TableField.text) ?? .missing }
    var fields = [TableField.integer(number)]
    if hasIDs { fields.append(text(examples.ids?[place])) }
    if hasRows { fields.append(examples.rows.map { .integer(Int($0[place])) } ?? .missing) }
    fields.append(.integer(component))
    if !notes.names.isEmpty { fields.append(text(notes.name(of: component))) }
    fields.append(.double(responsibilities[component]))
    if hasLabels { fields.append(text(examples.labels?[place] ?? nil)) }
    if hasBatches { fields.append(text(examples.batches?[place] ?? nil)) }
    fields += components.map { .double(responsibilities[$0]) } + [.double(max(entropy, 0)), .double(elbo)]
    if let bound { fields.append(.boolean(elbo < bound)) }
    try writer.append(fields)
  }

  /// Writes what is still held back.
  mutating func finish() throws { try writer.finish() }
}
