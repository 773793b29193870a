import Foundation
import TestSupport
import Testing

@Suite("The notebooks of the project")
struct TourTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Notebooks")

  private static func text(_ name: String) -> String {
    (try? String(contentsOf: folder.appending(path: name), encoding: .utf8)) ?? ""
  }

  private static let notebooks = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
    .filter { $0.hasSuffix(".md") && $0 != "README.md" && text($0).contains("```gmvae") }.sorted()

  /// The notebooks that say in their front matter that they need a data set; nil gives those that need none.
  private static func notebooks(on data: String?) -> [String] {
    notebooks.filter { name in
      text(name).firstMatch(of: #/\ndata: (\w+)\n/#).map { String($0.1) } == data
    }
  }

  /// The folder of a data set; nil if there is none.
  private static func folder(of data: String) -> String? {
    let given = (ProcessInfo.processInfo.environment["GMVAE_DATA"] ?? "").split(separator: ":").map(String.init)
    let folders = (given + ["/usr/share/datasets"]).flatMap { ["\($0)/\(data)", "\($0)/\(data)-mnist"] }
    return folders.first { FileManager.default.fileExists(atPath: $0) }
  }

  /// Whether notebooks that train on images get all of them.
  private static let isThorough = ProcessInfo.processInfo.environment["GMVAE_NOTEBOOKS"] == "all"

  /// Runs a notebook for two epochs and compares its outputs and pictures with what is stored: on all data, or on the
  /// first images of `images`, where what tells of the data is taken for a number that varies.
  private func check(_ name: String, _ parameters: [String] = [], images: String? = nil) throws {
    let program = try Program()
    var text = Self.text(name)
    if let images, !Self.isThorough {
      try writeFirstImages(of: images, in: program)
      for cell in ["load \(images)\n", "plot data\n"] {
        text = text.replacing("```gmvae\n" + cell, with: "```gmvae varies\n" + cell)
      }
    }
    let bytes = Array(text.utf8), pictures = name.dropLast(3) + "_files"
    try program.folder.write(bytes, to: "Notebooks/" + name)
    for picture in try FileManager.default.contentsOfDirectory(atPath: Self.folder.path + "/" + pictures)
    where picture.hasSuffix(".png") {
      let path = "\(pictures)/\(picture)"
      try program.folder.write(Data(contentsOf: Self.folder.appending(path: path)), to: "Notebooks/" + path)
    }
    if text.contains("Notebooks/data/") {
      for file in try FileManager.default.contentsOfDirectory(atPath: Self.folder.path + "/data") {
        try program.folder.write(
          Data(contentsOf: Self.folder.appending(path: "data/\(file)")), to: "Notebooks/data/" + file)
      }
    }
    let runs = Self.text(name).contains("\n  runs: ") ? ["runs=2"] : []
    let all = ProcessInfo.processInfo.environment["GMVAE_DATA"].map { ["GMVAE_DATA": $0] } ?? [:]
    let data = images == nil || Self.isThorough ? all : [:]
    let run = try program.run(
      ["-q", "run", "Notebooks/" + name, "epochs=2", "--check"] + runs + parameters, variables: data,
      seconds: 1200)
    if images == nil || Self.isThorough {
      #expect(run.status == 0, "\(run.messages)")
    } else {
      // Other images have another checksum, and nothing else may differ.
      let stored = run.messages.matches(of: #/stored: (.*)\n/#).map { String($0.1) }
      #expect(run.status == 1 && stored.count == 1 && stored[0].contains(#/^ *checksum /#), "\(run.messages)")
    }
    #expect(program.folder.bytes("Notebooks/" + name) == bytes)
  }

  /// 2,000 images to train on and 500 for testing, as a data set of their own: the notebooks' sweeps take a minute then.
  private func writeFirstImages(of data: String, in program: Program) throws {
    let source = try #require(Self.folder(of: data))
    try FileManager.default.createDirectory(
      atPath: program.folder.path("data/\(data)"), withIntermediateDirectories: true)
    for (part, count, bytes) in [("train", 2000, "\\007\\320"), ("t10k", 500, "\\001\\364")] {
      let files = "'\(source)/\(part)"
      let run = try program.shell(
        """
        cd data/\(data)
        { printf '\\0\\0\\010\\003\\0\\0\(bytes)\\0\\0\\0\\034\\0\\0\\0\\034'
        gzip -cdf \(files)-images-idx3-ubyte'* | tail -c +17 | head -c \(count * 784); } >\(part)-images-idx3-ubyte
        { printf '\\0\\0\\010\\001\\0\\0\(bytes)'
        gzip -cdf \(files)-labels-idx1-ubyte'* | tail -c +9 | head -c \(count); } >\(part)-labels-idx1-ubyte
        """)
      #expect(run.status == 0, "\(run.messages)")
    }
  }

  @Test(
    "give what is stored, trained for two epochs; numbers of trainings may be others", arguments: notebooks(on: nil))
  func arcs(name: String) throws { try check(name) }

  @Test(
    "so do those on pen digits", .enabled(if: folder(of: "pendigits") != nil, "no folder pendigits in GMVAE_DATA"),
    arguments: notebooks(on: "pendigits"))
  func pendigits(name: String) throws { try check(name, ["folder=" + (Self.folder(of: "pendigits") ?? "")]) }

  @Test(
    "so do those on single cells", .enabled(if: folder(of: "scrna") != nil, "no folder scrna in GMVAE_DATA"),
    arguments: notebooks(on: "scrna"))
  func singleCells(name: String) throws { try check(name, ["folder=" + (Self.folder(of: "scrna") ?? "")]) }

  @Test(
    "so do those on photographs",
    .enabled(if: folder(of: "coil20") != nil && Python.has("zlib"), "no folder coil20 in GMVAE_DATA, or no Python"),
    arguments: notebooks(on: "coil20"))
  func photographs(name: String) throws {
    let source = try #require(Self.folder(of: "coil20"))
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Python/pictures.py").path
    let program = try Program()
    #expect(Python.output([script, source + "/coil20_32x32.npz", program.folder.path("coil20")]) != nil)
    try check(name, ["folder=" + program.folder.path("coil20")])
  }

  @Test(
    "so do those on MNIST", .enabled(if: folder(of: "mnist") != nil, "MNIST is not here: Scripts/fetch-data mnist"),
    arguments: notebooks(on: "mnist"))
  func mnist(name: String) throws { try check(name, images: "mnist") }

  @Test(
    "so do those on Fashion-MNIST",
    .enabled(if: folder(of: "fashion") != nil, "Fashion-MNIST is not here: Scripts/fetch-data fashion"),
    arguments: notebooks(on: "fashion"))
  func fashion(name: String) throws { try check(name, images: "fashion") }

  @Test("have every figure that they show, nothing stale, and stand in the index", arguments: notebooks + ["README.md"])
  func figures(name: String) throws {
    let links = Self.text(name).matches(of: #/!\[[^\]]*\]\(([^)]*)\)/#).map { String($0.1) }
    #expect(!links.isEmpty)
    for link in links {
      #expect(FileManager.default.fileExists(atPath: Self.folder.appending(path: link).path), "\(name): \(link)")
    }
    #expect(name == "README.md" || Self.text("README.md").contains("](\(name))"))
  }

  @Test("have outputs, none of them stale")
  func fresh() throws {
    let list = try Program().run("--json", "notebook", "list", Self.folder.path)
    let table = try JSONSerialization.jsonObject(with: Data(list.results.utf8)) as? [String: Any]
    let rows = try #require(table?["rows"] as? [[String: Any]])
    #expect(list.messages == "" && rows.count == Self.notebooks.count)
    for row in rows { #expect(row["stale"] as? Int == 0 && row["outputs"] as? Int ?? 0 > 0, "\(row)") }
  }
}
