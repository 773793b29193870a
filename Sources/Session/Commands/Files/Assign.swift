import Archive
import Data
import Files
import Interruption
import Language
import Model
import Training

/// `assign`: the components of new examples, made as the model's own data were. With a path they are written row by row, as
/// they come; the value counts them.
struct Assign: SessionCommand {
  static let file = Parameter(
    "file", .path("csv", "tsv", "txt", "gz", "npy", "npz", "h5ad", "png", "jpg"),
    "a table, an array, an AnnData file, a folder of pictures, or one picture")
  static let id = TableKeys.id(otherwise: "as in training")
  static let na = TableKeys.na(otherwise: "as in load csv")
  static let array = Option(
    "array", .text, otherwise: "found by name", "the array in an archive, or the layer of AnnData")

  let declaration = CommandDeclaration(
    "assign",
    [
      Self.file, Self.array, Self.id, TableKeys.drop, TableKeys.header, Self.na,
    ] + TableKeys.notation,
    summary: "the components of new examples, from another file, made as the model's own data were",
    details: """
      The table's columns are found by name, in any order, and scaled as the training data were; missing values have the \
      mean of the training rows. A column that is absent, one that the model does not know, or one of another kind is an \
      error. Pictures are brought to the model's size, in gray or in color, and their names are ids; arrays have its shape. \
      Examples are read and written as they come, with the columns of export assignments. The model alone is needed: open \
      one and assign. Components do not depend on the batch; if the model tells batches apart, the ELBO of an example \
      without one, or of one that the model does not know, is over all batches by their shares.
      """,
    needs: [.model], returns: "a table: the examples of each component, with how many are outliers",
    examples: ["assign \"march.csv\"", "assign \"march.csv\" > \"march-clusters.csv\"", "assign \"photos\""],
    output: .rows)

  func perform(_ call: Call, in session: Session) throws -> Outcome { Outcome(try Self.assign(call, in: session)) }
}

/// `export assignments`: the component of each example of the loaded data, with everything that `assign` tells of new ones.
struct ExportAssignments: SessionCommand {
  enum Shares: String, CaseIterable {
    case test, train, all

    func each(of dataset: Dataset) throws(CommandError) -> [Share] {
      switch self {
      case .test: [try Share.test.checked(in: dataset)]
      case .train: [.train]
      case .all: [.train, .test]
      }
    }
  }

  static let file = Parameter("file", .path(RowFormat.endings), "where to; the ending picks the format")
  static let on = Option(
    "on", .word as ValueKind<Shares>, otherwise: "test, or train if none are kept for testing",
    "which examples: those for testing, those for training, or all")

  let declaration = CommandDeclaration(
    "export assignments", [Self.file, Self.on],
    summary: "write the component of each example, with the probability of each",
    details: """
      A row for each example: its number, its id and its row in the file if it came from a table, the component and its \
      probability, the label, the batch, the probability of every component, the entropy of these, the ELBO at the posterior means, \
      and whether that is below what all but 1 % of the training examples have (outlier). on=all writes the rows in the \
      order of their file. assign gives the same of new examples.
      """,
    needs: [.data, .model], returns: "a record: path, bytes",
    examples: ["export assignments \"clusters.csv\" on=train", "export assignments \"clusters.parquet\" on=all"],
    writesFile: true)

  func perform(_ call: Call, in session: Session) throws -> Outcome { try Assign.exportAssignments(call, in: session) }
}

extension Assign {
  /// Rows read and assigned together.
  private static let assignedRows = 4096
  /// ... but no more than so many values, 64 MB.
  private static let assignedValues = 1 << 24

  fileprivate static func assign(_ call: Call, in session: Session) throws -> Value {
    let loaded = try session.requireModel()
    let stream = try stream(call, loaded, session)
    let bound = try outlierBound(loaded, in: session)
    var counts = AssignedCounts(loaded)
    if let path = call.output, case .rows(let format)? = call.tableFormat {
      try session.files.write(to: path, force: call.force, argument: "output") { file in
        var table = try AssignmentTable(
          file, as: format, components: loaded.counted, notes: loaded.notes, hasIDs: stream.hasIDs,
          hasRows: stream.hasRows,
          hasLabels: false, hasBatches: stream.hasBatches, bound: bound)
        var number = 0
        try assign(stream, loaded, session) { examples, place, encoding, component, elbo in
          try table.append(examples, place, number: number, encoding, component: component, elbo: elbo)
          number += 1
          counts.add(component, isOutlier: bound.map { elbo < $0 } ?? false)
        }
        try table.finish()
      }
    } else {
      try assign(stream, loaded, session) { _, _, _, component, elbo in
        counts.add(component, isOutlier: bound.map { elbo < $0 } ?? false)
      }
    }
    stream.notes.forEach(session.environment.note)
    noteBatches(stream, loaded, session)
    if stream.missing > 0 {
      session.environment.note(
        loaded.specification.isMasked
          ? "\(stream.missing) missing values are left out of the likelihood"
          : "\(stream.missing) missing values have the mean of the column that the model learned from")
    }
    return .table(counts.table(hasOutliers: bound != nil))
  }

  /// The new examples. Options of tables have no meaning for others, and none of arrays for tables.
  private static func stream(_ call: Call, _ loaded: LoadedModel, _ session: Session) throws -> any ExampleStream {
    let path = try session.files.allowedPath(call[file], argument: "file"), source = ExampleSource(path)
    let others: [any Key] =
      switch source {
      case .pictures, .picture: [array, id, TableKeys.drop, TableKeys.header, na] + TableKeys.notation
      case .arrays, .annData: [id, TableKeys.drop, TableKeys.header, na] + TableKeys.notation
      case .table: [array]
      }
    if let other = others.map(\.declaration.name).first(where: { call.arguments[$0] != nil }) {
      throw CommandError(
        "\(call[file]) is not read as \(source == .table ? "an array" : "a table"), and \(other)= has no meaning for it",
        argument: other, hint: "leave \(other)= out")
    }
    var learned = LearnedExamples(
      shape: loaded.data.shape, columns: loaded.data.columns, otherColumns: loaded.data.otherColumns,
      idColumn: loaded.data.idColumn)
    learned.batches = loaded.specification.covariate.map { KnownBatches(title: $0.title, names: $0.names) }
    return try source.open(path, like: learned, array: call[array], try call.tableOptions(id: id, na: na))
  }

  /// Says of which examples the batch is not known.
  private static func noteBatches(_ stream: any ExampleStream, _ loaded: LoadedModel, _ session: Session) {
    guard let covariate = loaded.specification.covariate else { return }
    let unknown = stream.unknownBatches
    guard unknown.count > 0 || !stream.hasBatches else { return }
    let what =
      stream.hasBatches
      ? "\(unknown.count == 1 ? "one example is" : "\(unknown.count) examples are") of a batch that the model does not know"
        + (unknown.first.isEmpty ? "" : ", such as '\(unknown.first)'")
      : "there is no column \(covariate.title)"
    session.environment.note("\(what): the ELBO is then one over the model's batches by their shares")
  }

  private static func assign(
    _ stream: any ExampleStream, _ loaded: LoadedModel, _ session: Session,
    _ body: (AssignmentTable.Examples, Int, Encoding, Int, Double) throws -> Void
  ) throws {
    let evaluator = try loaded.evaluator(), size = loaded.specification.observed
    func reader(_ numbers: [Float]) -> Inference.ExampleReader {
      { range, destination in
        numbers.withUnsafeBufferPointer { numbers in
          guard let base = numbers.baseAddress else { return }
          destination.pointer.update(from: base + range.lowerBound * size, count: range.count * size)
        }
      }
    }
    while let batch = try stream.next(max(1, min(Self.assignedRows, Self.assignedValues / size))) {
      try DataError.throwIfInterrupted()
      try Fitness.check(loaded, takes: batch)
      let count = batch.count
      let encoding = try loaded.encode(count: count, reading: reader(batch.values))
      let elbos = try evaluator.bounds(
        count: count, reading: reader(batch.values), counting: reader(batch.counted),
        batches: stream.hasBatches ? batch.batches : nil)
      let names = loaded.specification.covariate?.names ?? []
      let examples = AssignmentTable.Examples(
        ids: batch.ids.isEmpty ? nil : batch.ids, rows: batch.rows.isEmpty ? nil : batch.rows, labels: nil,
        batches: batch.batches.map { $0 < 0 ? nil : names[Int($0)] })
      for (place, component) in encoding.assignments.enumerated() {
        try body(examples, place, encoding, component, elbos[place])
      }
    }
  }

  fileprivate static func exportAssignments(_ call: Call, in session: Session) throws -> Outcome {
    let (dataset, loaded) = try session.requireBoth()
    let format = try RowFormat(of: call[ExportAssignments.file])
    let shares = try call[ExportAssignments.on]?.each(of: dataset) ?? [Share.usual(in: dataset)]
    let parts = try AssignedPart.all(of: dataset, shares, loaded, id: session.state.data.id)
    let bound = try outlierBound(loaded, in: session)
    return try session.write(call[ExportAssignments.file], call) { file in
      var table = try AssignmentTable(
        file, as: format, components: loaded.counted, notes: loaded.notes,
        hasIDs: parts.contains { $0.examples.ids != nil },
        hasRows: parts.contains { $0.examples.rows != nil }, hasLabels: parts.contains { $0.examples.labels != nil },
        hasBatches: dataset.train.batches != nil, bound: bound)
      let rows = parts.map { $0.rows(of: dataset) }
      for (number, (part, place)) in AssignedPart.inFileOrder(parts).enumerated() {
        try table.append(
          rows[part], place, number: number, parts[part].encoding, component: parts[part].components[place],
          elbo: parts[part].elbos[place])
      }
      try table.finish()
    }
  }

  /// The least ELBO of an ordinary example: all but one in a hundred training examples have more. Measured where the data
  /// are loaded that the model was trained on; else what a checkpoint kept.
  static func outlierBound(_ loaded: LoadedModel, in session: Session) throws -> Double? {
    guard let dataset = session.state.data.dataset, session.state.data.id == loaded.data.checksum,
      dataset.train.count > 0,
      loaded.specification.observed == dataset.train.shape.count
    else { return loaded.data.outlierBound }
    let bound = try loaded.ordinaryBound(dataset.train, id: session.state.data.id)
    loaded.data.outlierBound = bound
    return bound
  }
}
