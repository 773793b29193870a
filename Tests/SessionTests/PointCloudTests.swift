import Data
import Foundation
import Notebook
import TestSupport
import Testing

@testable import Session

@Suite("Points beside a picture", .serialized)
struct PointCloudTests {
  private struct File: Decodable {
    struct Sprite: Decodable {
      let png: String
      let width: Int
      let height: Int
      let columns: Int
    }

    let title: String
    let axes: [String]
    let ticks: [Bool]
    let equal: Bool
    let color: String
    let components: Int
    let classes: [String]
    let light: [String]
    let ellipses: [[Double]]
    let x: [Double]
    let y: [Double]
    let example: [Int]
    let label: [Int]
    let responsibilities: [[Double]]
    let sprite: Sprite?
  }

  private func bench(_ text: String, data: String? = nil) throws -> Workbench {
    let bench = try Workbench(data: data)
    bench.session.figures.place = .notebook(FigureNames(notebook: "n.md"), isWritten: true)
    try bench.run(text)
    return bench
  }

  private func file(_ bench: Workbench, _ path: String = "n_files/latents.json") throws -> File {
    try JSONDecoder().decode(File.self, from: Data(bench.read(path)))
  }

  private let arcs = "load arcs count=500; model hidden=8 components=4; train 2 epochs; "

  @Test("say of each where it is, its label and its likeliest components")
  func points() throws {
    let bench = try bench(arcs + "plot latents color=component")
    let file = try file(bench)
    let dataset = try #require(bench.session.state.data.dataset),
      loaded = try #require(bench.session.state.models.current)
    let encoding = try loaded.encoding(of: .test, in: dataset, id: bench.session.state.data.id)
    #expect(
      file.example == Array(0..<encoding.count) && file.label == dataset.test.labels && file.classes == dataset.classes)
    let span = Double((encoding.latentMeans.max() ?? 1) - (encoding.latentMeans.min() ?? 0))
    for example in 0..<encoding.count {
      #expect(abs(file.x[example] - Double(encoding.latentMeans[2 * example])) < 1e-3 * span)
      #expect(abs(file.y[example] - Double(encoding.latentMeans[2 * example + 1])) < 1e-3 * span)
      let shares = file.responsibilities[example], all = encoding.responsibilities(of: example)
      #expect(shares.count == 6 && Int(shares[0]) == encoding.assignments[example])
      for place in stride(from: 0, to: 6, by: 2) { #expect(abs(shares[place + 1] - all[Int(shares[place])]) <= 5.1e-4) }
    }
    #expect(file.color == "component" && file.components == 4 && file.equal && file.axes == ["x₁", "x₂"])
    #expect(file.ellipses.map { $0[5] } == [0, 1, 2, 3] && file.light.count == 5 && file.light[0] == "#0072b2")
    #expect(file.sprite == nil && file.title.hasPrefix("Latent space of arcs"))
  }

  @Test("have the examples' pictures in a sprite")
  func pictures() throws {
    let folder = try ScratchFolder()
    try TinyDigits.write(to: folder)
    let bench = try bench(
      "load mnist; model mnist-fc hidden=8 latent=3 style=2 components=4; train 1 epoch; plot latents",
      data: folder.path)
    let file = try file(bench), sprite = try #require(file.sprite),
      dataset = try #require(bench.session.state.data.dataset)
    #expect(file.color == "label" && (sprite.width, sprite.height) == (6, 6))
    let pixels = try Pixels(png: Array(#require(Data(base64Encoded: sprite.png))))
    #expect(pixels.width == 6 * sprite.columns)
    for (place, example) in file.example.enumerated() {
      let picture = try #require(Pictures.picture(dataset.test.example(example), shape: dataset.test.shape))
      let x = place % sprite.columns * 6 + 3, y = place / sprite.columns * 6 + 2
      #expect(pixels.color(x: x, y: y).map { Int($0) } == [Int](repeating: Int(picture.pixels[2 * 6 + 3]), count: 3))
    }
  }

  @Test("of many large pictures are fewer or smaller, so that a page has room for them")
  func room() throws {
    var state: UInt32 = 1
    let noise = (0..<3000 * 64 * 64).map { _ -> UInt8 in
      state = state &* 1_664_525 &+ 1_013_904_223
      return UInt8(state >> 24)
    }
    let shape = ExampleShape.image(height: 64, width: 64, channels: 1)
    let points = (0..<3000).map { PointCloud.Point(example: $0, x: 0, y: 0, label: nil, responsibilities: []) }
    let cloud = PointCloud(
      title: "", axes: [], isEqual: true, isByComponent: true, components: 1, classes: [], colors: ([], []),
      ellipses: [], share: .test, dataset: "", points: points)
    let illustrated = try cloud.illustrated(with: Examples(shape: shape, storage: .bytes(noise)))
    let sprite = try #require(illustrated.sprite)
    #expect(sprite.png.count <= PointCloud.mostPictureBytes && sprite.width == 16)
    #expect(illustrated.points.count >= 1500 && illustrated.points.last.map { $0.example > 2900 } == true)
  }

  @Test("are named in the notebook after the figure, saved later or written at once, with the same bytes")
  func notebooks() throws {
    let saved = try Workbench()
    try saved.run(arcs + "plot latents; plot style; plot data; save notebook \"n.md\"")
    let text = String(decoding: try saved.read("n.md"), as: UTF8.self)
    #expect(text.contains("![latents](n_files/latents.png)\n<!-- gmvae:points n_files/latents.json -->\n"))
    #expect(text.contains("n_files/style.json") && !text.contains("data.json"))
    let written = try bench(arcs + "plot latents; plot style; plot data")
    for path in ["n_files/latents.json", "n_files/style.json"] { #expect(try saved.read(path) == written.read(path)) }
    #expect(written.folder.bytes("n_files/data.json") == nil)
  }

  @Test("are kept of no figure colored by entropy, of none that is only compared, and of none with a name of its own")
  func none() throws {
    let bench = try bench(arcs + "plot latents color=entropy; plot latents > own.png")
    #expect(bench.folder.names(in: "n_files") == ["latents.png"] && bench.folder.bytes("own.json") == nil)
    bench.session.figures.place = .notebook(FigureNames(notebook: "m.md"), isWritten: false)
    #expect(try bench.record("plot latents")["points"] == nil && bench.folder.names(in: "m_files") == [])
  }

  @Test("are removed with the figure that no output shows any more, where they are this program's own")
  func removed() throws {
    let bench = try bench(arcs + "plot latents; plot style")
    try bench.folder.write(Array("{}".utf8), to: "n_files/mine.json")
    let text =
      "```gmvae\nplot latents\n```\n\n<!-- gmvae:output 12 -->\n![latents](n_files/latents.png)\n"
      + "<!-- gmvae:points n_files/latents.json -->\n<!-- /gmvae:output -->\n"
    bench.session.figures.removeOldFigures(
      of: Notebook(parsing: Array(text.utf8)), named: FigureNames(notebook: "n.md"))
    #expect(bench.folder.names(in: "n_files") == ["latents.json", "latents.png", "mine.json"])
  }

  @Test("are the ones that the figure shows, on axes without ticks where places mean nothing")
  func neighbors() throws {
    let file = try file(bench(arcs + "plot latents projection=tsne count=60"))
    #expect(file.example.count == 60 && file.x.count == 60 && file.ellipses == [] && file.ticks == [false, false])
  }

  @Test("have no pictures where other data were loaded before the notebook was saved")
  func otherData() throws {
    let folder = try ScratchFolder()
    try TinyDigits.write(to: folder)
    let bench = try Workbench(data: folder.path)
    try bench.run(
      "load mnist; model mnist-fc hidden=8 latent=3 style=2 components=4; plot latents; load arcs count=100")
    try bench.run("save notebook \"n.md\"")
    #expect(try file(bench).sprite == nil)
  }
}
