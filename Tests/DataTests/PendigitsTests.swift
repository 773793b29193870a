import Foundation
import Testing

@testable import Data

/// A real table, where the machine has it.
@Suite("The pen digits of UCI")
struct PendigitsTests {
  private static let files = try? DataSearchPath(
    environment: ProcessInfo.processInfo.environment, workingFolder: FileManager.default.currentDirectoryPath
  ).find(["pendigits"], files: [["pendigits.tra"], ["pendigits.tes"]], hint: "")

  @Test(
    "they have their published counts, from rows without header and with blanks",
    .enabled(if: files != nil, "pendigits.tra and pendigits.tes are not in a folder pendigits of the data search path"))
  func counts() throws {
    let files = try #require(Self.files)
    let set = try CSVReader.load(files[0], CSVOptions(label: "17", scaling: TableScaling.none, test: .file(files[1])))
    #expect(set.name == "pendigits" && set.classes == (0...9).map { "\($0)" } && set.train.shape == .vector(16))
    let counts = (0..<10).map { digit in set.train.labels?.count { $0 == digit } }
    #expect(counts == [780, 779, 780, 719, 780, 720, 720, 778, 719, 719] && set.test.count == 3498)
    #expect(set.train.example(0) == [47, 100, 27, 81, 57, 37, 26, 0, 0, 23, 56, 53, 100, 90, 40, 98])
  }
}
