import Archive
import Files
import Data
import Glibc
import Model
import Training

/// What a model says of examples, a row for each: the component, every component's probability, how ordinary the example is.
struct AssignmentTable {
  /// What names the examples.
  struct Examples {
    var ids: [String]?
    var rows: [Int32]?
    /// The names of labels, empty for examples without one; nil if there are none at all.
    var labels: [String]?
  }

  private var writer: CSVWriter
  private let bound: Double?
  private let hasIDs: Bool, hasRows: Bool, hasLabels: Bool
  private let components: [Int]
  private let notes: ComponentNotes

  /// Begins the table with its header. `components` are those that have a column. `bound` is the least ELBO of an ordinary example.
  init(
    _ file: FileWriter, components: [Int], notes: ComponentNotes, hasIDs: Bool, hasRows: Bool, hasLabels: Bool,
    bound: Double?
  ) throws {
    (self.bound, self.hasIDs, self.hasRows, self.hasLabels) = (bound, hasIDs, hasRows, hasLabels)
    (self.components, self.notes) = (components, notes)
    let head =
      ["example"] + (hasIDs ? ["id"] : []) + (hasRows ? ["row"] : []) + ["component"]
      + (notes.names.isEmpty ? [] : ["name"])
      + ["probability"]
    let probabilities = components.map { "p\($0)" }
    writer = try CSVWriter(
      file,
      columns: head + (hasLabels ? ["label"] : []) + probabilities + ["entropy", "elbo"]
        + (bound == nil ? [] : ["outlier"]))
  }

  /// Adds a row; `place` is the example's in what follows, and `number` what the row is called.
  mutating func append(
    _ examples: Examples, _ place: Int, number: Int, _ encoding: Encoding, component: Int, elbo: Double
  ) throws {
    let responsibilities = encoding.responsibilities(of: place)
    let entropy = -responsibilities.reduce(0.0) { $1 > 0 ? $0 + $1 * log($1) : $0 }
    var fields = [String(number)]
    if hasIDs { fields.append(examples.ids?[place] ?? "") }
    if hasRows { fields.append(examples.rows.map { String($0[place]) } ?? "") }
    fields.append(String(component))
    if !notes.names.isEmpty { fields.append(notes.name(of: component) ?? "") }
    fields.append(String(responsibilities[component]))
    if hasLabels { fields.append(examples.labels?[place] ?? "") }
    fields += components.map { String(responsibilities[$0]) } + [String(max(entropy, 0)), String(elbo)]
    if let bound { fields.append(elbo < bound ? "true" : "false") }
    try writer.append(fields)
  }

  /// Writes what is still held back.
  mutating func finish() throws { try writer.finish() }
}
