import TestSupport
import Testing

@testable import Data

/// Rows of plain numbers are read in one pass, but not if a number is to mean a missing value: both ways have to agree.
@Suite("Rows of plain numbers")
struct PlainRowTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let usual = ["na", "n/a", "#n/a", "nan", "null", "none", "?", ".", "-"]
  private static let odd = [
    "1.", ".5", "+1", "-", "1e3", "1E-2", "-0", "007", " 2", "2 ", "\t3", "\"4\"", "\"5,6\"", "12345678901234567",
    "9007199254740993",
    "123456789012345", "0.1234567890123456", "1234567890123.25", "", "NA", "1e39", "x", "1.5.2", "--1", "5\"", "#7",
    "1,5", "é",
  ]

  /// What is read, or why not.
  private func read(_ text: String, isPlain: Bool, _ change: (inout CSVOptions) -> Void) throws -> (Dataset?, String) {
    let path = try folder.write(Array(text.utf8), to: "table.csv")
    var options = CSVOptions(scaling: TableScaling.none, test: .share(0))
    options.missingMarks = Self.usual + (isPlain ? [] : ["987654321"])
    change(&options)
    do throws(DataError) {
      let set = try CSVReader.load(path, options)
      return (set, set.notes.joined(separator: "\n"))
    } catch { return (nil, error.description) }
  }

  private func expectEqual(_ text: String, _ change: (inout CSVOptions) -> Void = { _ in }) throws {
    let (plain, other) = (try read(text, isPlain: true, change), try read(text, isPlain: false, change))
    #expect(plain.1 == other.1, "\(text)")
    #expect(plain.0?.train.storage == other.0?.train.storage && plain.0?.columns == other.0?.columns, "\(text)")
    #expect(plain.0?.train.rows == other.0?.train.rows && plain.0?.train.ids == other.0?.train.ids, "\(text)")
    #expect(plain.0?.train.labels == other.0?.train.labels && plain.0?.classes == other.0?.classes, "\(text)")
    #expect(plain.0?.train.missing == other.0?.train.missing, "\(text)")
  }

  @Test("are what reading field by field gives, among fields of every kind", arguments: 1...300 as ClosedRange<UInt64>)
  func random(seed: UInt64) throws {
    var generator = SeededGenerator(seed)
    let delimiter = [",", ";", "\t", "|"].randomElement(using: &generator) ?? ","
    let ending = ["\n", "\r\n", "\r"].randomElement(using: &generator) ?? "\n"
    let width = Int.random(in: 1...4, using: &generator), share = Double.random(in: 0...0.1, using: &generator)
    let rows = (0..<30).map { row in
      (0..<width).map { _ in
        Double.random(in: 0..<1, using: &generator) < share
          ? Self.odd.randomElement(using: &generator) ?? "" : "\(Int.random(in: -999...999, using: &generator)).\(row)"
      }.joined(separator: delimiter) + (Double.random(in: 0..<1, using: &generator) < share / 4 ? delimiter : "")
    }
    let header = (0..<width).map { "c\($0)" }.joined(separator: delimiter)
    let text = ([header] + rows).joined(separator: ending) + (seed % 2 == 0 ? ending : "")
    try expectEqual(text)
    if width > 1 { try expectEqual(text) { $0.label = "c0" } }
    if width > 2 {
      try expectEqual(text) {
        $0.id = "c1"
        $0.drop = ["c0"]
      }
    }
  }

  @Test("beside texts, ids, labels and columns that are left out")
  func texts() throws {
    let rows = (0..<40).map {
      "s\($0),\($0 % 3 == 0 ? "red" : "blue"),\($0).25,\($0 % 7 == 0 ? "" : "k\($0 % 2)"),skip it,-\($0)"
    }
    let text = (["name,color,mass,kind,rest,age"] + rows + ["", ",,,,,", "# 1,2,3", "s,red,1,k0,,2"]).joined(
      separator: "\n")
    try expectEqual(text) {
      $0.label = "kind"; $0.id = "name"; $0.drop = ["rest"]
    }
    let set = try #require(
      try read(text, isPlain: true) {
        $0.label = "kind"; $0.id = "name"; $0.drop = ["rest"]
      }.0)
    #expect(set.train.count == 41 && set.columns?.map(\.title) == ["color", "mass", "age"])
    #expect(set.train.example(4) == [1, 0, 4.25, -4] && set.train.example(40) == [0, 1, 1, 2])
    #expect(set.train.rows?.last == 45 && set.train.ids?.last == "s")
  }
}
