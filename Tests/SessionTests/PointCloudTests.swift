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
      let sheets: [String]
      let width: Int
      let height: Int
      let columns: Int
      let perSheet: Int
    }

    struct Column: Decodable {
      let name: String
      let values: Numbers<Float>
    }

    /// Little-endian numbers as Base64.
    struct Numbers<Number>: Decodable {
      let list: [Number]

      init(from decoder: any Decoder) throws {
        let data = try Data(base64Encoded: decoder.singleValueContainer().decode(String.self)) ?? Data()
        list = data.withUnsafeBytes { bytes in
          (0..<bytes.count / MemoryLayout<Number>.size).map {
            bytes.loadUnaligned(fromByteOffset: $0 * MemoryLayout<Number>.size, as: Number.self)
          }
        }
      }
    }

    let title: String
    let axes: [String]
    let ticks: [Bool]
    let equal: Bool
    let color: String
    let names: [String]
    let share: String
    let classes: [String]
    let light: [String]
    let ellipses: [[Double]]
    let x: Numbers<Float>
    let y: Numbers<Float>
    let example: Numbers<Int32>
    let label: Numbers<Int32>
    let likeliest: Numbers<UInt16>
    let probabilities: Numbers<UInt16>
    let ids: [String]?
    let columns: [Column]
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
      file.example.list == (0..<Int32(encoding.count)).map { $0 } && file.classes == dataset.classes
        && file.label.list.map { Int($0) } == dataset.test.labels && file.share == "test" && file.ids == nil)
    #expect(file.likeliest.list.count == 3 * encoding.count && file.probabilities.list.count == 3 * encoding.count)
    for example in 0..<encoding.count {
      #expect(file.x.list[example] == encoding.latentMeans[2 * example])
      #expect(file.y.list[example] == encoding.latentMeans[2 * example + 1])
      let all = encoding.responsibilities(of: example),
        named = (3 * example..<3 * example + 3).map { file.likeliest.list[$0] }
      #expect(Int(named[0]) == encoding.assignments[example])
      #expect(named.map { all[Int($0)] } == all.sorted(by: >).prefix(3).map { $0 })
      for place in 3 * example..<3 * example + 3 {
        #expect(abs(Double(file.probabilities.list[place]) / 65535 - all[Int(file.likeliest.list[place])]) <= 1e-5)
      }
    }
    #expect(file.columns.map(\.name) == ["y1", "y2"])
    for (place, column) in file.columns.enumerated() {
      #expect(column.values.list == (0..<encoding.count).map { dataset.test.example($0)[place] })
    }
    #expect(file.color == "component" && file.names.count == 4 && file.equal && file.axes == ["x₁", "x₂"])
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
    let pixels = try Pixels(png: Array(#require(Data(base64Encoded: sprite.sheets[0]))))
    #expect(pixels.width == 6 * sprite.columns)
    for (place, example) in file.example.list.enumerated() {
      let picture = try #require(Pictures.picture(dataset.test.example(Int(example)), shape: dataset.test.shape))
      let x = place % sprite.columns * 6 + 3, y = place / sprite.columns * 6 + 2
      #expect(pixels.color(x: x, y: y).map { Int($0) } == [Int](repeating: Int(picture.pixels[2 * 6 + 3]), count: 3))
    }
  }

  @Test("of a table have its ids and columns, in their own units, with gaps where values are missing")
  func table() throws {
    let bench = try Workbench()
    let rows = (0..<80).map { "p\($0),\($0 % 7 == 3 ? "" : String(100 + $0)),\($0 % 5)" }
    try bench.folder.write(Array((["name,iron,site"] + rows).joined(separator: "\n").utf8), to: "t.csv")
    bench.session.figures.place = .notebook(FigureNames(notebook: "n.md"), isWritten: true)
    try bench.run("load csv t.csv id=name test=0; model hidden=8 components=3; plot latents on=train")
    let file = try file(bench), ids = try #require(file.ids)
    #expect(file.share == "train" && ids.count == 80 && file.columns.map(\.name) == ["iron", "site"])
    for (place, id) in ids.enumerated() {
      let row = try #require(Int(id.dropFirst())), iron = file.columns[0].values.list[place]
      #expect(row % 7 == 3 ? iron.isNaN : abs(iron - Float(100 + row)) < 1e-3, "\(id): \(iron)")
      #expect(abs(file.columns[1].values.list[place] - Float(row % 5)) < 1e-4)
    }
  }

  private func cloud(_ count: Int, names: [String] = ["0"]) -> PointCloud {
    PointCloud(
      title: "", axes: [], isEqual: true, isByComponent: true, names: names, classes: [], colors: ([], []),
      ellipses: [], share: .test, dataset: "", example: (0..<Int32(count)).map { $0 },
      x: [Float](repeating: 0, count: count), y: [Float](repeating: 0, count: count), label: [],
      likeliest: [UInt16](repeating: 0, count: count), probabilities: [UInt16](repeating: 0, count: count))
  }

  private func dataset(_ shape: ExampleShape, _ storage: Examples.Storage) -> Dataset {
    let examples = Examples(shape: shape, storage: storage)
    return Dataset(name: "noise", train: examples, test: examples, classes: [])
  }

  @Test("have smaller pictures of fewer shades, or none, where there is little room")
  func room() throws {
    var state: UInt32 = 1
    let noise = (0..<150 * 64 * 64).map { _ -> UInt8 in
      state = state &* 1_664_525 &+ 1_013_904_223
      return UInt8(state >> 24)
    }
    let dataset = dataset(.image(height: 64, width: 64, channels: 1), .bytes(noise))
    for (bytes, side) in [(250_000, 32), (100_000, 32), (30_000, 16), (500, 0)] {
      let room = PointCloud.Room(points: 150, pictures: bytes, numbers: 0)
      let cloud = try cloud(150).completed(with: dataset, in: room)
      #expect(cloud.count == 150 && cloud.sprite?.width ?? 0 == side && cloud.sprite?.count ?? 0 <= bytes)
    }
    let few = try cloud(150).completed(with: dataset, in: .init(points: 50, pictures: 400_000, numbers: 0))
    #expect(few.count == 50 && few.example.last == 147)
  }

  @Test("have the columns that differ most between the components, if there are too many")
  func telling() throws {
    var values: [Float] = []
    for row in 0..<200 {
      for place in 0..<10 { values.append(Float([3, 7].contains(place) ? row % 2 * 5 : (row * 7 + place) % 11)) }
    }
    var two = cloud(200, names: ["0", "1"])
    two.likeliest = (0..<200).map { UInt16($0 % 2) }
    let room = PointCloud.Room(points: 200, pictures: 0, numbers: 400)
    let completed = try two.completed(with: dataset(.vector(10), .floats(values)), in: room)
    #expect(completed.columns.map(\.name) == ["y4", "y8"])
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
    #expect(
      file.example.list.count == 60 && file.x.list.count == 60 && file.ellipses == [] && file.ticks == [false, false])
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
