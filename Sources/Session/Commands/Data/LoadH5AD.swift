import Data
import Language

/// `load h5ad`: an AnnData file of the person's own.
struct LoadH5AD: SessionCommand {
  static let file = Parameter("file", .path("h5ad"), "the file")
  static let label = Option("label", .text, otherwise: "no labels", "the column of obs that holds the labels")
  static let batch = Option(
    "batch", .text, otherwise: "none told apart",
    "the column of obs with batches, whose differences are to make no clusters")
  static let layer = Option("layer", .text, otherwise: "X", "the layer to learn from")
  static let columns = Option("columns", .names, otherwise: "all", "the variables to learn from, by name")
  static let test = DataKeys.test("another file")

  let declaration = CommandDeclaration(
    "load h5ad", [Self.file, Self.label, Self.batch, Self.layer, Self.columns, LoadArrays.scale, Self.test],
    summary: "load an AnnData file of your own, as scanpy writes it: single cells and what is known of them",
    details: """
      X or a layer, dense or sparse; the names of the observations are ids, those of the variables name the columns. Counts \
      stay as they are, for likelihood=nb; scale=log1p or standard is for a Gaussian one. Batches are as in load csv. Needs \
      libhdf5.
      """,
    makes: [.data], returns: "a record of the data: name, count, test, classes, size",
    examples: ["load h5ad cells.h5ad label=type", "load h5ad cells.h5ad columns=[CD3E, LYZ] layer=double scale=log1p"])

  func perform(_ call: Call, in session: Session) throws -> Outcome {
    var options = H5ADOptions(seed: session.state.seed)
    (options.label, options.layer, options.batch) = (call[Self.label], call[Self.layer], call[Self.batch])
    options.columns = call[Self.columns]
    options.scaling = TableScaling(rawValue: call[LoadArrays.scale]) ?? .none
    options.test = try LoadCSV.test(call[Self.test], in: session) ?? .share(0.2)
    let path = try session.files.allowedPath(call[Self.file], argument: "file")
    return Outcome(try Loading.use(H5ADReader.load(path, options), in: session))
  }
}
