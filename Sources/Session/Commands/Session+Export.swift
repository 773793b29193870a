import Archive
import Data
import Files
import Language
import Model
import Training

extension Session {
  /// Posterior means and log variances, components and labels.
  func exportLatents(_ invocation: Invocation) throws -> Value {
    let (dataset, loaded) = try requireBoth()
    let share = Share(invocation)
    let encoding = try loaded.encoding(of: share, in: dataset, id: datasetID)
    let examples = share.examples(of: dataset)
    switch try ending(invocation, ["npz", "csv"]) {
    case "npz": return .record(try write(invocation) { try self.writeArrays(encoding, examples.labels, to: $0) })
    default: return .record(try write(invocation) { try self.writeTable(encoding, examples.labels, dataset, to: $0) })
    }
  }

  /// Half of the model as a graph that other programs run.
  func exportONNX(_ invocation: Invocation) throws -> Value {
    _ = try ending(invocation, ["onnx"])
    let part = invocation.text("part").flatMap(ONNXModel.Part.init) ?? .encoder
    let model = try ONNXModel(requireModel().checkpoint)
    return .record(try write(invocation) { try $0.append(model.file(part)) })
  }

  private func writeArrays(_ encoding: Encoding, _ labels: [Int]?, to file: FileWriter) throws {
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

  private func writeTable(
    _ encoding: Encoding, _ labels: [Int]?, _ dataset: Dataset, to file: FileWriter
  ) throws {
    let columns =
      ["example"] + (0..<encoding.latent).map { "x\($0)" } + ["component"] + (labels == nil ? [] : ["label"])
    var table = try CSVWriter(file, columns: columns)
    for (example, component) in encoding.assignments.enumerated() {
      let means = encoding.latentMeans[example * encoding.latent..<(example + 1) * encoding.latent]
      try table.append(
        [String(example)] + means.map { String($0) } + [String(component)] + name(of: example, labels, dataset))
    }
    try table.finish()
  }

  private func name(of example: Int, _ labels: [Int]?, _ dataset: Dataset) -> [String] {
    labels.map { [dataset.name(ofLabel: $0[example])] } ?? []
  }

  func ending(_ invocation: Invocation, _ endings: [String]) throws(CommandError) -> String {
    let path = invocation.text("file") ?? ""
    let ending = path.split(separator: ".").last?.lowercased() ?? ""
    guard endings.contains(ending), path.contains(".") else {
      throw CommandError(
        "'\(path)' does not say which kind of file it is to be", argument: "file",
        hint: "end it in " + endings.map { "." + $0 }.joined(separator: " or "))
    }
    return ending
  }
}
