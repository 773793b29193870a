import Data
import Files
import Language
import Model

/// `export h5ad`: the data and what the model says of them, for scanpy and its like.
struct ExportH5AD: SessionCommand {
  static let file = Parameter("file", .path("h5ad"), "where to")

  let declaration = CommandDeclaration(
    "export h5ad", [Self.file],
    summary: "write the data with their components and latents as an AnnData file, for scanpy",
    details: """
      X has all examples in the order of their file, in the columns' own units. obs has each example's component, its \
      probability, the ELBO at the posterior means, whether it was trained on (part), its label and its batch; obsm has the means of \
      x (X_gmvae) and the components' probabilities; uns says which model it was. Needs libhdf5.
      """,
    needs: [.data, .model], returns: "a record: path, bytes", examples: ["export h5ad \"cells-clustered.h5ad\""],
    writesFile: true)

  func perform(_ call: Call, in session: Session) throws -> Outcome {
    let (dataset, loaded) = try session.requireBoth()
    try ExportLatents.check(call[Self.file], endsIn: "h5ad")
    let parts = try AssignedPart.all(of: dataset, [.train, .test], loaded, id: session.state.data.id)
    let bytes = try Self.content(parts, dataset, loaded).file()
    return try session.write(call[Self.file], call) { try $0.append(bytes) }
  }
}

extension ExportH5AD {
  fileprivate static func content(_ parts: [AssignedPart], _ dataset: Dataset, _ loaded: LoadedModel) throws
    -> AnnDataContent
  {
    let counted = loaded.counted, places = AssignedPart.inFileOrder(parts)
    let units = ExampleUnits(dataset.columns, size: dataset.train.shape.count)
    func each<Value>(_ value: (AssignedPart, Int) -> Value) -> [Value] {
      places.map { value(parts[$0.part], $0.place) }
    }
    var content = AnnDataContent(
      places.flatMap { units.original(parts[$0.part].examples.example($0.place)).map { Float($0) } },
      observations: places.enumerated().map { number, place in
        parts[place.part].examples.ids?[place.place] ?? String(number)
      }, variables: units.names)
    content.columns = [
      (
        "component",
        .categories(each { counted.firstIndex(of: $0.components[$1]) ?? -1 }, names: loaded.distinctNames)
      ),
      ("probability", .numbers(each { Double($0.encoding.responsibilities(of: $1)[$0.components[$1]]) })),
      ("elbo", .numbers(each { $0.elbos[$1] })),
      ("part", .texts(places.map { $0.part == 0 ? "train" : "test" })),
    ]
    if !dataset.classes.isEmpty {
      content.columns.append(("label", .categories(each { $0.examples.labels?[$1] ?? -1 }, names: dataset.classes)))
    }
    if let batches = dataset.train.batches {
      let codes = each { $0.examples.batches?.codes[$1] ?? 0 }
      content.columns.append((batches.title, .categories(codes.map(Int.init), names: batches.names)))
    }
    let latent = loaded.specification.latent
    content.embeddings = [
      (
        "X_gmvae",
        each { Array($0.encoding.latentMeans[$1 * latent..<($1 + 1) * latent]) }.flatMap { $0 }, latent
      ),
      (
        "gmvae_probabilities",
        each { part, place in
          let p = part.encoding.responsibilities(of: place)
          return counted.map { Float(p[$0]) }
        }.flatMap { $0 }, counted.count
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
