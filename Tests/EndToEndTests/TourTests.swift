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
    .filter { $0.hasSuffix(".md") && $0 != "README.md" }.sorted()

  /// The notebooks that say in their front matter that they need a data set; nil gives those that need none.
  private static func notebooks(on data: String?) -> [String] {
    notebooks.filter { name in
      text(name).firstMatch(of: #/\ndata: (\w+)\n/#).map { String($0.1) } == data
    }
  }

  /// The folder of a data set; nil where there is none.
  private static func folder(of data: String) -> String? {
    let given = (ProcessInfo.processInfo.environment["GMVAE_DATA"] ?? "").split(separator: ":").map(String.init)
    let folders = (given + ["/usr/share/datasets"]).flatMap { ["\($0)/\(data)", "\($0)/\(data)-mnist"] }
    return folders.first { FileManager.default.fileExists(atPath: $0) }
  }

  /// Whether there is time for notebooks that train on images.
  private static let isThorough = ProcessInfo.processInfo.environment["GMVAE_NOTEBOOKS"] == "all"

  /// Runs a notebook for two epochs and compares its outputs and pictures with what is stored.
  private func check(_ name: String, _ parameters: [String] = []) throws {
    let program = try Program()
    let bytes = Array(Self.text(name).utf8), pictures = name.dropLast(3) + "_files"
    try program.folder.write(bytes, to: "Notebooks/" + name)
    for picture in try FileManager.default.contentsOfDirectory(atPath: Self.folder.path + "/" + pictures)
    where picture.hasSuffix(".png") {
      let path = "\(pictures)/\(picture)"
      try program.folder.write(Data(contentsOf: Self.folder.appending(path: path)), to: "Notebooks/" + path)
    }
    let runs = Self.text(name).contains("\n  runs: ") ? ["runs=2"] : []
    let data = ProcessInfo.processInfo.environment["GMVAE_DATA"].map { ["GMVAE_DATA": $0] } ?? [:]
    let run = try program.run(
      ["-q", "run", "Notebooks/" + name, "epochs=2", "--check"] + runs + parameters, variables: data,
      seconds: 1200)
    #expect(run.status == 0, "\(run.messages)")
    #expect(program.folder.bytes("Notebooks/" + name) == bytes)
  }

  @Test(
    "give what is stored, trained for two epochs; numbers of trainings may be others", arguments: notebooks(on: nil))
  func arcs(name: String) throws { try check(name) }

  @Test(
    "so do those on pen digits", .enabled(if: folder(of: "pendigits") != nil, "no folder pendigits in GMVAE_DATA"),
    arguments: notebooks(on: "pendigits"))
  func pendigits(name: String) throws { try check(name, ["folder=" + (Self.folder(of: "pendigits") ?? "")]) }

  @Test(
    "so do those on MNIST", .enabled(if: folder(of: "mnist") != nil, "MNIST is not here: Scripts/fetch-data mnist"),
    .enabled(if: isThorough, "they take minutes: GMVAE_NOTEBOOKS=all runs them"), arguments: notebooks(on: "mnist"))
  func mnist(name: String) throws { try check(name) }

  @Test(
    "so do those on Fashion-MNIST",
    .enabled(if: folder(of: "fashion") != nil, "Fashion-MNIST is not here: Scripts/fetch-data fashion"),
    .enabled(if: isThorough, "they take minutes: GMVAE_NOTEBOOKS=all runs them"), arguments: notebooks(on: "fashion"))
  func fashion(name: String) throws { try check(name) }

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
