import Foundation
import Testing

@testable import Data

@Suite("The data search path")
struct DataSearchPathTests {
  @Test("folders come in the documented order")
  func order() {
    let path = DataSearchPath(
      environment: ["GMVAE_DATA": "/a::b/c", "XDG_DATA_HOME": "/x", "HOME": "/home/u"], workingFolder: "/w")
    #expect(path.folders == ["/a", "/w/b/c", "/w/data", "/x/gmvae", "/usr/share/datasets"])
  }

  @Test("the home folder stands in for XDG_DATA_HOME where that is unset or not absolute")
  func home() {
    for environment in [["HOME": "/home/u"], ["HOME": "/home/u", "XDG_DATA_HOME": "x"]] {
      let path = DataSearchPath(environment: environment, workingFolder: "/w")
      #expect(path.folders == ["/w/data", "/home/u/.local/share/gmvae", "/usr/share/datasets"])
    }
    #expect(DataSearchPath(environment: [:], workingFolder: "/w").folders == ["/w/data", "/usr/share/datasets"])
  }

  @Test("what was not found is told with every folder that was looked in, and a way out")
  func notFound() throws {
    let path = DataSearchPath(environment: ["GMVAE_DATA": "/none/a", "HOME": "/none/u"], workingFolder: "/none/w")
    let places = "/none/a, /none/w/data, /none/u/.local/share/gmvae, /usr/share/datasets"
    #expect(
      throws: DataError(
        "mnist was not found in a folder mnist in \(places)",
        hint: "run Scripts/fetch-data mnist, or give its folder with dir=…")
    ) { try ImageSet.mnist.load(from: path) }
    #expect(throws: DataError("x was not found in a folder x or y in \(places)", hint: "make it")) {
      try path.find(["x", "y"], files: [["f"]], hint: "make it")
    }
  }

  @Test("where a package put the script beside the program, messages name it as it can be typed there")
  func script() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "gmvae-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let program = folder.path + "/gmvae", script = folder.path + "/gmvae-fetch-data"
    #expect(FetchScript.name(beside: program) == "Scripts/fetch-data")
    FileManager.default.createFile(atPath: script, contents: nil, attributes: [.posixPermissions: 0o755])
    #expect(FetchScript.name(beside: program) == "gmvae-fetch-data")
    #expect(FetchScript.name(beside: nil) == "Scripts/fetch-data")
  }
}
