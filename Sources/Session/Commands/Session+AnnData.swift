import Data
import Files
import Language
import Model

extension Session {
  /// An AnnData file of the person's own.
  func loadH5AD(_ invocation: Invocation) throws -> Value {
    var options = H5ADOptions(seed: seed)
    (options.label, options.layer) = (invocation.text("label"), invocation.text("layer"))
    options.columns = invocation.words("columns")
    options.scaling = invocation.text("scale").flatMap(TableScaling.init) ?? .none
    options.test = try test(invocation) ?? .share(0.2)
    return try use(H5ADReader.load(files.allowedPath(invocation.text("file") ?? "", argument: "file"), options))
  }

  /// The data and what the model says of them, for scanpy and its like.
  func exportH5AD(_ invocation: Invocation) throws -> Value {
    let (dataset, loaded) = try requireBoth()
    _ = try ending(invocation, ["h5ad"])
    let parts = try AssignedPart.all(of: dataset, [.train, .test], loaded, id: datasetID)
    let bytes = try content(parts, dataset, loaded).file()
    return .record(try write(invocation) { try $0.append(bytes) })
  }

  private func content(_ parts: [AssignedPart], _ dataset: Dataset, _ loaded: LoadedModel) throws -> AnnDataContent {
    let places = AssignedPart.inFileOrder(parts), units = ExampleUnits(dataset.columns, size: dataset.train.shape.count)
    func each<Value>(_ value: (AssignedPart, Int) -> Value) -> [Value] {
      places.map { value(parts[$0.part], $0.place) }
    }
    var content = AnnDataContent(
      places.flatMap { units.original(parts[$0.part].examples.example($0.place)).map { Float($0) } },
      observations: places.enumerated().map { number, place in
        parts[place.part].examples.ids?[place.place] ?? String(number)
      }, variables: units.names)
    content.columns = [
      ("component", .categories(each { $0.components[$1] }, names: loaded.distinctNames)),
      ("probability", .numbers(each { Double($0.encoding.responsibilities(of: $1)[$0.components[$1]]) })),
      ("elbo", .numbers(each { $0.elbos[$1] })),
      ("part", .texts(places.map { $0.part == 0 ? "train" : "test" })),
    ]
    if !dataset.classes.isEmpty {
      content.columns.append(("label", .categories(each { $0.examples.labels?[$1] ?? -1 }, names: dataset.classes)))
    }
    let latent = loaded.specification.latent
    content.embeddings = [
      (
        "X_gmvae",
        each { Array($0.encoding.latentMeans[$1 * latent..<($1 + 1) * latent]) }.flatMap { $0 }, latent
      ),
      (
        "gmvae_probabilities", each { $0.encoding.responsibilities(of: $1).map { Float($0) } }.flatMap { $0 },
        loaded.specification.components
      ),
    ]
    content.notes = (
      "gmvae",
      [
        ("program", Session.version), ("data", dataset.name), ("preset", loaded.specification.name),
        ("likelihood", loaded.specification.likelihood.name), ("trained", loaded.epochsText),
      ]
    )
    return content
  }
}
