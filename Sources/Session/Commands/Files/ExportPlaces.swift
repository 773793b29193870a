import Archive
import Data
import Files
import Language
import Model

/// `export places`: where the points of a figure lie in the plane.
struct ExportPlaces: SessionCommand {
  enum Space: String, CaseIterable { case latents, style, data }

  static let file = Parameter("file", .path(RowFormat.endings), "where to; the ending picks the format")
  static let space = Option("of", .word as ValueKind<Space>, default: .latents, "what is brought into the plane")
  static let projection = ProjectionKeys.projection(of: "it", default: .umap, shown: "umap")

  let declaration = CommandDeclaration(
    "export places",
    [
      Self.file, Self.space, Self.projection, ProjectionKeys.neighbors, ProjectionKeys.distance,
      ProjectionKeys.perplexity,
      Share.key,
    ], summary: "write where the examples lie in the plane, as the figures draw them",
    details: "A row for each example: its places, its component if there is a model, and its label. "
      + ProjectionKeys.help,
    needs: [.data], returns: "a record: path, bytes",
    examples: ["export places \"places.csv\"", "export places \"places.parquet\" of=data projection=pca"],
    writesFile: true)

  func perform(_ call: Call, in session: Session) throws -> Outcome {
    let dataset = try session.requireData(), share = try Share.asked(by: call, of: dataset)
    let examples = share.examples(of: dataset), format = try RowFormat(of: call[Self.file])
    let space: LatentSpace? =
      switch call[Self.space] {
      case .latents: .latent
      case .style: .style
      case .data: nil
      }
    let loaded = space == nil ? try? session.requireBoth().model : try session.requireBoth().model
    let encoding = try loaded?.encoding(of: share, in: dataset, id: session.state.data.id)
    let all = Array(0..<examples.count)
    let points = if let space, let encoding { space.means(of: encoding, all) } else { all.flatMap(examples.example) }
    let map = try session.embedder.pointMap(
      points, dimensions: all.isEmpty ? examples.shape.count : points.count / all.count,
      by: call[Self.projection], symbol: space?.symbol ?? "y", seed: session.state.seed, call)
    return try session.write(call[Self.file], call) {
      try write(map, named: call[Self.projection], encoding?.assignments, examples.labels, dataset, as: format, to: $0)
    }
  }

  private func write(
    _ map: PointMap, named projection: PlaneProjection, _ components: [Int]?, _ labels: [Int]?, _ dataset: Dataset,
    as format: RowFormat, to file: FileWriter
  ) throws {
    let name = projection.isOfNeighbors || projection == .pca ? projection.rawValue : "place"
    var columns = [TableColumn("example", .integer), TableColumn("\(name)1", .float), TableColumn("\(name)2", .float)]
    if components != nil { columns.append(TableColumn("component", .integer)) }
    if labels != nil { columns.append(TableColumn("label", .text)) }
    var table = try format.writer(file, columns: columns)
    for example in map.x.indices {
      var row = [TableField.integer(example), .float(Float(map.x[example])), .float(Float(map.y[example]))]
      if let components { row.append(.integer(components[example])) }
      if let labels { row.append(dataset.name(ofLabel: labels[example]).map(TableField.text) ?? .missing) }
      try table.append(row)
    }
    try table.finish()
  }
}
