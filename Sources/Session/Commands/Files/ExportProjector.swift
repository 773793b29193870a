import Data
import Files
import Language
import Model
import Plot

/// `export projector`: the latent space as TensorBoard's embedding projector reads it.
struct ExportProjector: SessionCommand {
  static let folder = Parameter("folder", .path(), "the folder to write to")
  static let count = Option("count", .integer(1...1_000_000), default: 10_000, "how many examples")

  let declaration = CommandDeclaration(
    "export projector", [Self.folder, Self.count, Share.key],
    summary: "write the latent space for TensorBoard's embedding projector",
    details: """
      Into a folder: tensors.tsv (the posterior means of x), metadata.tsv (component, probability, label), sprite.png (the \
      examples' pictures, if they are images) and projector_config.json; also projector_config.pbtxt, by which \
      tensorboard --logdir finds them.
      """,
    needs: [.data, .model], returns: "a record: path, examples, files",
    examples: ["export projector projector", "export projector \"figures/projector\" count=2000 on=train"],
    writesFile: true)

  func perform(_ call: Call, in session: Session) throws -> Outcome {
    Outcome(try Self.exportProjector(call, in: session))
  }
}

extension ExportProjector {
  /// The widest sprite that browsers take.
  fileprivate static let widestSprite = 8192

  /// The latent space as TensorBoard's embedding projector reads it.
  static func exportProjector(_ call: Call, in session: Session) throws -> Value {
    let (dataset, loaded) = try session.requireBoth()
    let share = try Share.asked(by: call, of: dataset), folder = call[ExportProjector.folder]
    let examples = share.examples(of: dataset)
    let count = min(call[ExportProjector.count], examples.count)
    let sprite = try sprite(examples, count: count)
    let files = projectorFiles(hasSprite: sprite != nil)
    for file in files {
      try session.files.checkMayReplace(folder + "/" + file, force: call.force, argument: "folder")
    }
    let encoding = try loaded.encoding(of: share, in: dataset, id: session.state.data.id)
    func write(_ file: String, _ content: (FileWriter) throws -> Void) throws {
      try session.files.write(to: folder + "/" + file, force: call.force, argument: "folder", content: content)
    }
    try write("tensors.tsv") { try self.writeTensors(encoding, count, to: $0) }
    try write("metadata.tsv") { try self.writeMetadata(encoding, count, examples, dataset.classes, to: $0) }
    if let sprite { try write("sprite.png") { try $0.append(sprite) } }
    let index = ProjectorIndex(count: count, dimensions: encoding.latent, image: sprite == nil ? nil : examples.shape)
    try write("projector_config.json") { try $0.append(Array(index.json.utf8)) }
    try write("projector_config.pbtxt") { try $0.append(Array(index.text.utf8)) }
    return .record(
      Record(
        kind: "projector",
        fields: [
          .init("path", .text(folder)), .init("examples", .number(Double(count))),
          .init("files", .list(files.map(Value.text))),
        ]))
  }

  fileprivate static func projectorFiles(hasSprite: Bool) -> [String] {
    ["tensors.tsv", "metadata.tsv"] + (hasSprite ? ["sprite.png"] : [])
      + ["projector_config.json", "projector_config.pbtxt"]
  }

  fileprivate static func writeTensors(_ encoding: Encoding, _ count: Int, to file: FileWriter) throws {
    for example in 0..<count {
      let means = encoding.latentMeans[example * encoding.latent..<(example + 1) * encoding.latent]
      try file.append(Array((means.map { String($0) }.joined(separator: "\t") + "\n").utf8))
    }
  }

  fileprivate static func writeMetadata(
    _ encoding: Encoding, _ count: Int, _ examples: Examples, _ classes: [String], to file: FileWriter
  ) throws {
    let assignments = encoding.assignments
    let header = ["example", "component", "probability"] + (examples.labels == nil ? [] : ["label"])
    try file.append(Array((header.joined(separator: "\t") + "\n").utf8))
    for example in 0..<count {
      let component = assignments[example]
      let probability = encoding.responsibilities(of: example)[component]
      let label = examples.labels.map { [$0[example] < 0 ? "" : Self.field(classes[$0[example]])] } ?? []
      let fields = [String(example), String(component), String(probability)] + label
      try file.append(Array((fields.joined(separator: "\t") + "\n").utf8))
    }
  }

  /// A text without what ends a field or line.
  private static func field(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
  }

  /// The examples' pictures in a square, row by row; nil if they are no images.
  static func sprite(_ examples: Examples, count: Int) throws -> [UInt8]? {
    guard case .image(let height, let width, _) = examples.shape else { return nil }
    let side = Int(Double(count).squareRoot().rounded(.up))
    guard max(height, width) * side <= Self.widestSprite else {
      let most = Self.widestSprite / max(height, width)
      throw CommandError(
        "the pictures of \(count) examples make a sprite larger than the projector takes", argument: "count",
        hint: "write fewer: count=\(most * most)")
    }
    var pixels = [UInt8](repeating: 0, count: side * side * height * width * 3)
    for index in 0..<count {
      guard let picture = Pictures.picture(examples.example(index), shape: examples.shape) else { continue }
      copy(picture, to: (index / side * height, index % side * width), width: side * width, &pixels)
    }
    return try Picture(width: side * width, height: side * height, channels: 3, pixels: pixels)?.png()
  }

  /// Copies a picture to a place in one of three channels.
  fileprivate static func copy(
    _ picture: Picture, to place: (row: Int, column: Int), width: Int, _ pixels: inout [UInt8]
  ) {
    for row in 0..<picture.height {
      for column in 0..<picture.width {
        let source = (row * picture.width + column) * picture.channels
        let target = ((place.row + row) * width + place.column + column) * 3
        for channel in 0..<3 { pixels[target + channel] = picture.pixels[source + channel % picture.channels] }
      }
    }
  }
}
