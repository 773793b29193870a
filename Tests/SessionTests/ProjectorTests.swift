import Data
import Foundation
import Language
import Plot
import TestSupport
import Testing

@testable import Session

@Suite("Export for the embedding projector")
struct ProjectorTests {
  private func digits() throws -> Workbench {
    let folder = try ScratchFolder()
    try TinyDigits.write(to: folder)
    let bench = try Workbench(data: folder.path)
    try bench.run("load mnist; model mnist-fc hidden=8 latent=3 style=2 components=4; train 1 epoch")
    return bench
  }

  private func lines(_ bench: Workbench, _ path: String) throws -> [String] {
    let text = String(decoding: try #require(bench.folder.bytes(path)), as: UTF8.self)
    #expect(text.hasSuffix("\n"))
    return text.dropLast().components(separatedBy: "\n")
  }

  @Test("each example has a line of means, a line of metadata and a place in the sprite")
  func images() throws {
    let bench = try digits()
    let record = try bench.record("export projector out count=10")
    #expect(record["examples"] == .number(10) && record["path"] == .text("out"))
    let dataset = try #require(bench.session.state.data.dataset),
      loaded = try #require(bench.session.state.models.current)
    let encoding = try loaded.encoding(of: .test, in: dataset, id: bench.session.state.data.id)
    let tensors = try lines(bench, "out/tensors.tsv").map { $0.split(separator: "\t").compactMap { Float($0) } }
    #expect(tensors == (0..<10).map { Array(encoding.latentMeans[3 * $0..<3 * $0 + 3]) })
    let metadata = try lines(bench, "out/metadata.tsv").map { $0.split(separator: "\t").map(String.init) }
    #expect(metadata[0] == ["example", "component", "probability", "label"] && metadata.count == 11)
    #expect(metadata.dropFirst().map { $0[3] } == (0..<10).map(String.init))
    #expect(metadata.dropFirst().map { Int($0[1]) } == encoding.assignments.prefix(10).map { $0 })
    let sprite = try Pixels(png: try #require(bench.folder.bytes("out/sprite.png")))
    #expect((sprite.width, sprite.height) == (24, 24))
    let sixth = try #require(Pictures.picture(dataset.test.example(5), shape: dataset.test.shape))
    for pixel in 0..<36 {
      let gray = Int(sixth.pixels[pixel])
      #expect(sprite.color(x: 6 + pixel % 6, y: 6 + pixel / 6).map { Int($0) } == [gray, gray, gray])
    }
  }

  @Test("the index names the files, their sizes and the picture's in JSON and for TensorBoard")
  func index() throws {
    let bench = try digits()
    try bench.run("export projector out count=10")
    let json = try JSONSerialization.jsonObject(
      with: Data(try #require(bench.folder.bytes("out/projector_config.json"))))
    let embeddings = try #require((json as? [String: Any])?["embeddings"] as? [[String: Any]])
    #expect(embeddings.count == 1 && embeddings[0]["tensorShape"] as? [Int] == [10, 3])
    #expect(embeddings[0]["tensorPath"] as? String == "tensors.tsv")
    let sprite = try #require(embeddings[0]["sprite"] as? [String: Any])
    #expect(sprite["imagePath"] as? String == "sprite.png" && sprite["singleImageDim"] as? [Int] == [6, 6])
    #expect(
      try lines(bench, "out/projector_config.pbtxt") == [
        "embeddings {", "  tensor_name: \"posterior means of x\"", "  tensor_path: \"tensors.tsv\"",
        "  metadata_path: \"metadata.tsv\"",
        "  sprite { image_path: \"sprite.png\" single_image_dim: 6 single_image_dim: 6 }", "}",
      ])
  }

  @Test("points have no sprite, and a name that would break a line is mended")
  func points() throws {
    let bench = try Workbench()
    try bench.run("load arcs count=200; model hidden=8; train 1 epoch")
    let data = try #require(bench.session.state.data.dataset)
    bench.session.state.data.put(
      Dataset(
        name: "arcs", train: data.train, test: data.test, classes: ["a\tb", "c\nd", "e\u{1B}f", "g", "h"]))
    let record = try bench.record("export projector \"deep/out\"")
    #expect(
      record["files"]
        == .list(["tensors.tsv", "metadata.tsv", "projector_config.json", "projector_config.pbtxt"].map(Value.text)))
    #expect(bench.folder.names(in: "deep/out").count == 4)
    let labels = try lines(bench, "deep/out/metadata.tsv").map { $0.components(separatedBy: "\t") }
    #expect(labels.count == 41 && labels.allSatisfy { $0.count == 4 })
    #expect(Set(labels.dropFirst().map { $0[3] }).isSubset(of: ["a b", "c d", "e f", "g", "h"]))
    #expect(!(try lines(bench, "deep/out/projector_config.json").joined().contains("sprite")))
  }

  @Test("a file of somebody else stops the export before anything is written")
  func foreign() throws {
    let bench = try Workbench()
    try bench.run("load arcs count=200; model hidden=8; train 1 epoch")
    try bench.folder.write([1, 2, 3], to: "out/projector_config.json")
    #expect(
      bench.complaint("export projector out")
        == "'out/projector_config.json' exists and was not written by this session — name another file, or add "
        + "force=true to replace it")
    #expect(bench.folder.names(in: "out") == ["projector_config.json"])
    #expect(bench.complaint("export projector out force=true") == "")
    #expect(bench.complaint("export projector out") == "")
    #expect(bench.folder.names(in: "out").count == 4)
  }

  @Test("more pictures than a browser takes in one sprite are refused with the number that fits")
  func tooMany() throws {
    let bench = try digits()
    let shape = ExampleShape.image(height: 700, width: 700, channels: 1)
    let examples = Examples(shape: shape, storage: .bytes([UInt8](repeating: 0, count: 150 * 490_000)))
    #expect(throws: CommandError.self) { try ExportProjector.sprite(examples, count: 150) }
    #expect(try ExportProjector.sprite(examples, count: 1) != nil)
  }
}
