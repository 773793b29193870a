import Archive
import Data
import Files
import Language
import Model
import Training

/// `export latents`: posterior means and log variances, components and labels.
struct ExportLatents: SessionCommand {
  static let file = Parameter("file", .path(RowFormat.endings + ["npz"]), "where to; the ending picks the format")

  let declaration = CommandDeclaration(
    "export latents", [Self.file, Share.key], summary: "write where the examples lie in latent space",
    details: """
      Means and log variances of x and w for each example, its component and its label: arrays for NumPy (.npz), or a \
      table of the means of x (.csv, .tsv, .parquet).
      """,
    needs: [.data, .model], returns: "a record: path, bytes",
    examples: ["export latents \"latents.npz\"", "export latents \"latents.csv\" on=train"], writesFile: true)

  func perform(_ call: Call, in session: Session) throws -> Outcome {
    let (dataset, loaded) = try session.requireBoth()
    let share = try Share.asked(by: call, of: dataset), path = call[Self.file]
    let rows = if case .npz? = TableFormat(path: path) { nil as RowFormat? } else { try RowFormat(of: path, or: "npz") }
    let encoding = try loaded.encoding(of: share, in: dataset, id: session.state.data.id)
    let labels = share.examples(of: dataset).labels
    guard let rows else { return try session.write(path, call) { try Self.writeArrays(encoding, labels, to: $0) } }
    return try session.write(path, call) { try Self.writeTable(encoding, labels, dataset, as: rows, to: $0) }
  }
}

/// `export onnx`: half of the model as a graph that other programs run.
struct ExportONNX: SessionCommand {
  static let file = Parameter("file", .path("onnx"), "where to")
  static let part = Option("part", .word as ValueKind<ONNXModel.Part>, default: .encoder, "which half of the model")

  let declaration = CommandDeclaration(
    "export onnx", [Self.file, Self.part], summary: "write the model for programs without gmvae, in the ONNX format",
    details: """
      part=encoder takes y and gives x_mean, x_log_variance, w_mean, w_log_variance, responsibilities (p(z|y) at the \
      posterior means) and component; part=decoder takes x and gives y_mean. Any number of rows; y as the model is \
      trained on it, pixels from 0 to 1. If the model was made for a table, the encoder takes columns in place of y, in \
      float64: numbers in their own units, a category as the number of its level from 0, NaN for a missing value; the \
      metadata names columns and levels, a line for each column. The decoder then gives values too, in the columns' \
      units. If the model tells batches apart, the decoder takes batch too: a 1 at an example's batch and 0 elsewhere, in \
      the order of model.covariate.names, or the batches' shares. IR version 8, operators of set 13: ONNX Runtime 1.10 and later run it, from Python, C++, C#, Java and \
      JavaScript. The file's metadata say what the model is and what it was made for.
      """,
    needs: [.model], returns: "a record: path, bytes",
    examples: ["export onnx \"encoder.onnx\"", "export onnx \"decoder.onnx\" part=decoder"], writesFile: true)

  func perform(_ call: Call, in session: Session) throws -> Outcome {
    try ExportLatents.check(call[Self.file], endsIn: "onnx")
    let model = try ONNXModel(session.requireModel().checkpoint)
    return try session.write(call[Self.file], call) { try $0.append(model.file(call[Self.part])) }
  }
}

extension ExportLatents {
  fileprivate static func writeArrays(_ encoding: Encoding, _ labels: [Int]?, to file: FileWriter) throws {
    var archive = NPZWriter(file)
    func numbers(_ values: [Int]) -> NPYArray { NPYArray(values.map(Int64.init), shape: [values.count]) }
    let latent = [encoding.count, encoding.latent], style = [encoding.count, encoding.style]
    try archive.append(NPYArray(encoding.latentMeans, shape: latent), named: "latent_means")
    try archive.append(NPYArray(encoding.latentLogVariances, shape: latent), named: "latent_log_variances")
    try archive.append(NPYArray(encoding.styleMeans, shape: style), named: "style_means")
    try archive.append(NPYArray(encoding.styleLogVariances, shape: style), named: "style_log_variances")
    try archive.append(numbers(encoding.assignments), named: "components")
    if let labels { try archive.append(numbers(labels), named: "labels") }
    try archive.finish()
  }

  fileprivate static func writeTable(
    _ encoding: Encoding, _ labels: [Int]?, _ dataset: Dataset, as format: RowFormat, to file: FileWriter
  ) throws {
    let columns =
      [TableColumn("example", .integer)] + (0..<encoding.latent).map { TableColumn("x\($0)", .float) }
      + [TableColumn("component", .integer)] + (labels == nil ? [] : [TableColumn("label", .text)])
    var table = try format.writer(file, columns: columns)
    for (example, component) in encoding.assignments.enumerated() {
      let means = encoding.latentMeans[example * encoding.latent..<(example + 1) * encoding.latent]
      let label = labels.map { [dataset.name(ofLabel: $0[example]).map(TableField.text) ?? .missing] } ?? []
      try table.append([.integer(example)] + means.map(TableField.float) + [.integer(component)] + label)
    }
    try table.finish()
  }

  /// Refuses a path that does not end as the one format that there is.
  static func check(_ path: String, endsIn ending: String) throws(CommandError) {
    guard path.lowercased().hasSuffix("." + ending) else { throw unknownEnding(of: path, [ending]) }
  }

  static func unknownEnding(of path: String, _ endings: [String]) -> CommandError {
    let ways = endings.map { "." + $0 }, others = ways.dropLast().joined(separator: ", ")
    return CommandError(
      "'\(path)' does not say which kind of file it is to be", argument: "file",
      hint: "end it in " + (others.isEmpty ? "" : others + " or ") + (ways.last ?? ""))
  }
}
