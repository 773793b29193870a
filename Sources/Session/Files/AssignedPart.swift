import Bytes
import Data
import Language
import Model
import Training

/// A part of the data with what the model says of it.
struct AssignedPart {
  let examples: Data.Examples
  let encoding: Encoding
  let components: [Int]
  let elbos: [Double]

  /// Parts of a data set.
  static func all(
    of dataset: Dataset, _ shares: [Share], _ loaded: LoadedModel, id: String
  ) throws -> [AssignedPart] {
    try shares.map { share in
      let examples = share.examples(of: dataset)
      let encoding = try loaded.encoding(of: share, in: dataset, id: id)
      return AssignedPart(
        examples: examples, encoding: encoding, components: encoding.assignments,
        elbos: try loaded.bounds(of: examples))
    }
  }

  /// What names the part's examples.
  func rows(of dataset: Dataset) -> AssignmentTable.Examples {
    AssignmentTable.Examples(
      ids: examples.ids, rows: examples.rows,
      labels: examples.labels.map { $0.map(dataset.name(ofLabel:)) },
      batches: examples.batches.map { batches in batches.codes.map { batches.names[Int($0)] } })
  }

  /// Each example by its part and place, in the order of their file if both parts come from one.
  static func inFileOrder(_ parts: [AssignedPart]) -> [(part: Int, place: Int)] {
    let places = parts.enumerated().flatMap { part, value in (0..<value.examples.count).map { (part: part, place: $0) }
    }
    guard parts.count > 1, let first = parts[0].examples.rows, let second = parts[1].examples.rows,
      Set(first).isDisjoint(with: second)
    else { return places }
    func row(_ place: (part: Int, place: Int)) -> Int32 { place.part == 0 ? first[place.place] : second[place.place] }
    return places.sorted { row($0) < row($1) }
  }
}

/// How many examples fell to each component.
struct AssignedCounts {
  private var counts: [Int]
  private var outliers = 0
  private let components: [Int]
  private let notes: ComponentNotes

  init(_ loaded: LoadedModel) {
    counts = [Int](repeating: 0, count: loaded.specification.components)
    (components, notes) = (loaded.counted, loaded.notes)
  }

  mutating func add(_ component: Int, isOutlier: Bool) {
    counts[component] += 1
    if isOutlier { outliers += 1 }
  }

  func table(hasOutliers: Bool) -> Table {
    let total = counts.reduce(0, +)
    let rows = components.map { component -> [Value] in
      let count = Double(counts[component])
      return [.text(notes.label(of: component)), .number(count), .number(count / Double(max(total, 1)))]
    }
    let end: [Value] = [.text("all"), .number(Double(total)), .number(1)]
    return Table(
      title: hasOutliers
        ? "\(total.counted("example")), \(outliers) of them outliers: less likely than all but 1 % of the training examples"
        : total.counted("example"),
      columns: [.init("component"), .init("examples"), .init("share")], rows: rows + [end])
  }
}
