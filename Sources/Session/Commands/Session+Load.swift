import Data
import Interruption
import Language
import Training

extension Session {
  /// The five arcs: `count` points for training and a fifth as many for testing.
  func loadArcs(_ invocation: Invocation) throws -> Value {
    let count = invocation.integer("count") ?? 10_000
    return try use(FiveArcs.make(count: count, seed: invocation.seed("seed") ?? seed))
  }

  /// A set of images in idx files.
  func load(_ images: ImageSet, _ invocation: Invocation) throws -> Value {
    try use(images.load(from: searchPath(invocation)))
  }

  /// The street view house numbers.
  func loadSVHN(_ invocation: Invocation) throws -> Value {
    try use(SVHN.load(from: searchPath(invocation), extra: invocation.boolean("extra") ?? false))
  }

  private func searchPath(_ invocation: Invocation) throws(CommandError) -> DataSearchPath {
    guard let folder = invocation.text("dir") else { return searchPath }
    return DataSearchPath(folder: try files.allowedPath(folder, argument: "dir"))
  }

  /// Where data sets are looked for.
  var searchPath: DataSearchPath {
    DataSearchPath(environment: environment.variables, workingFolder: environment.workingFolder)
  }

  /// Makes a data set the session's, unless the person asked to stop while it was read: then it may lack a part.
  func use(_ loaded: Dataset) throws -> Value {
    try InterruptionRequest.throwIfInterrupted()
    dataset = loaded
    datasetID = loaded.checksum()
    loaded.notes.forEach(environment.note)
    return .record(record(of: loaded))
  }

  /// What tells the loaded data from others.
  func identity(of dataset: Dataset) -> DataIdentity {
    var identity = DataIdentity(name: dataset.name, checksum: datasetID, shape: dataset.train.shape)
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
        .init("size", .number(Double(dataset.train.shape.count))), .init("checksum", .text(datasetID)),
      ])
  }
}
