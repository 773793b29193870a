import Data
import Language
import Training

/// The loaded data, and where they came from.
struct DataShelf {
  private(set) var dataset: Dataset?
  /// The data's checksum: tells whether what was computed before still holds.
  private(set) var id = ""
  /// The statement that loaded the data, and the seed then.
  private(set) var origin: (statement: String, seed: UInt64)?

  /// Data are loaded in place of those before.
  mutating func put(_ dataset: Dataset) {
    self.dataset = dataset
    id = dataset.checksum()
  }

  /// The statement that loaded them; nil for a command that was no statement of its own.
  mutating func note(origin statement: String?, seed: UInt64) { origin = statement.map { ($0, seed) } }

  /// The data, or an error that says how to get some.
  func required() throws(CommandError) -> Dataset {
    guard let dataset else {
      throw CommandError("no data is loaded", hint: "load some first, for example: load arcs")
    }
    return dataset
  }

  /// That the data are what they were, as a statement; nil without any.
  var expectation: String? {
    dataset == nil ? nil : "expect data.checksum == \"\(id)\", \"the data is the same as before\""
  }

  /// What tells the loaded data from others.
  func identity(of dataset: Dataset) -> DataIdentity {
    var identity = DataIdentity(name: dataset.name, checksum: id, shape: dataset.train.shape)
    (identity.columns, identity.otherColumns, identity.idColumn) = (
      dataset.columns, dataset.otherColumns, dataset.idColumn
    )
    return identity
  }

  /// The data as a record, for `data.count` and its like.
  func record(of dataset: Dataset) -> Record {
    Record(
      kind: "data",
      fields: [
        .init("name", .text(dataset.name)), .init("count", .number(Double(dataset.train.count))),
        .init("test", .number(Double(dataset.test.count))), .init("classes", .number(Double(dataset.classes.count))),
        .init("size", .number(Double(dataset.train.shape.count))), .init("checksum", .text(id)),
      ])
  }
}
