import Foundation
import Testing

@testable import Data

private let hasCurl = FileManager.default.isExecutableFile(atPath: "/usr/bin/curl")
private let fashion = "/usr/share/datasets/fashion-mnist"

/// Runs the script against mirrors that are folders, which only curl can read.
@Suite("Scripts/fetch-data", .enabled(if: hasCurl, "curl is not installed"))
struct FetchDataTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Runs the script; its text has the temporary folder's path written TMP.
  private func fetch(_ arguments: [String], mirror: String) throws -> (status: Int32, output: String, errors: String) {
    let script = URL(filePath: #filePath).appending(path: "../../../Scripts/fetch-data").standardized
    let (process, output, errors) = (Process(), Pipe(), Pipe())
    process.executableURL = script
    process.arguments = arguments
    process.environment = ["PATH": "/usr/bin:/bin", "XDG_DATA_HOME": folder.path, "GMVAE_MIRROR": "file://" + mirror]
    (process.standardOutput, process.standardError) = (output, errors)
    try process.run()
    let texts = [output, errors].map { pipe in
      String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        .replacing(folder.path, with: "TMP")
    }
    process.waitUntilExit()
    return (process.terminationStatus, texts[0], texts[1])
  }

  private func contents(_ name: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path + "/" + name).sorted()
  }

  @Test("without a mirror it says what to do, and leaves nothing behind")
  func noMirror() throws {
    let run = try fetch(["fashion"], mirror: "/none")
    #expect(run.status == 1)
    let advice = """
      fetch-data: train-images-idx3-ubyte.gz could not be fetched from any mirror.
      Is there a network? Without one, copy these files by hand into TMP/gmvae/fashion and run this again to check them:
        train-images-idx3-ubyte.gz
        train-labels-idx1-ubyte.gz
        t10k-images-idx3-ubyte.gz
        t10k-labels-idx1-ubyte.gz
      or: apt-get install dataset-fashion-mnist

      """
    #expect(run.errors.hasSuffix(advice))
    #expect(try contents("gmvae/fashion") == [])
  }

  @Test("a file with another content than the published one is not taken")
  func wrongContent() throws {
    try folder.write([1, 2, 3], to: "mirror/train_32x32.mat")
    let run = try fetch(["svhn", folder.path + "/here"], mirror: folder.path + "/mirror")
    let expected = """
      train_32x32.mat: fetching from file://TMP/mirror
      train_32x32.mat: not the published file (md5 of its content is 5289df737df57326fcdd22597afb1fac, \
      expected e26dedcc434d2e4c54c9b2d4a06d8373)

      """
    #expect(run.status == 1 && run.output == expected)
    #expect(try contents("here") == [])
  }

  @Test("a misuse shows the usage", arguments: [[], ["cifar"], ["mnist", "a", "b"]])
  func misuse(arguments: [String]) throws {
    let run = try fetch(arguments, mirror: "/none")
    #expect(run.status == 2 && run.errors.hasPrefix("usage: fetch-data mnist|fashion|svhn [FOLDER]\n"))
  }

  @Test(
    "what it fetches is checked, loads, and is not fetched again",
    .enabled(
      if: FileManager.default.fileExists(atPath: fashion + "/t10k-labels-idx1-ubyte.gz"),
      "Debian's dataset-fashion-mnist is not installed to serve as a mirror"))
  func success() throws {
    let first = try fetch(["fashion"], mirror: fashion)
    #expect(first.status == 0 && first.output.hasSuffix("fashion is complete in TMP/gmvae/fashion\n"))
    #expect(try contents("gmvae/fashion").count == 4)
    let path = DataSearchPath(environment: ["XDG_DATA_HOME": folder.path], workingFolder: folder.path)
    #expect(try ImageSet.fashion.files(in: path).allSatisfy { $0.hasPrefix(folder.path) })
    let second = try fetch(["fashion"], mirror: "/none")
    #expect(second.status == 0 && second.output.split(separator: ": there already, and right").count == 5)
  }
}
