import CKernels
import Interruption
import TestSupport
import Testing

@testable import Data

/// A quote in the header keeps a file from being divided, and changes nothing else.
@Suite("A large table that is read in parts", .serialized)
struct TablePartTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    gm_set_threads(3)
  }

  private static let header = "sample,mass,color,length,kind"

  /// Rows of numbers with gaps, a category whose levels come one by one, ids, and labels of which some are the same number.
  private static func rows(_ count: Int) -> [String] {
    (0..<count).map { row in
      let mass = row % 97 == 0 ? "NA" : "\(Double(row * 7919 % 10_007) / 8)"
      let color = row % 41 == 0 ? "" : "c\(row * 12 / count)"
      let kind = row % 13 == 0 ? "" : row < count / 2 ? "\(row % 3)" : "\(row % 5).0"
      return "s\(row),\(mass),\(color),\(row % 11 == 0 ? "1e-310" : "-\(row)e-3"),\(kind)"
    }
  }

  private func options() -> CSVOptions {
    var options = CSVOptions(label: "kind")
    options.id = "sample"
    return options
  }

  /// The file read in parts, and read from start to end.
  private func both(
    _ lines: [String], ending: String = "\n", mark: String = "", _ change: (inout CSVOptions) -> Void = { _ in }
  ) throws -> [Result<Dataset, DataError>] {
    var options = options()
    change(&options)
    return try [lines[0], lines[0].replacing("mass", with: "\"mass\"")].map { header in
      let text = mark + ([header] + lines.dropFirst()).joined(separator: ending)
      let path = try folder.write(Array(text.utf8), to: "table.csv")
      let isDivided = try !TablePart.parts(of: CSVLayout(path, options)).isEmpty
      #expect(isDivided == !header.contains("\"") && text.utf8.count > TablePart.least)
      return Result { () throws(DataError) in try CSVReader.load(path, options) }
    }
  }

  private func expectEqual(_ results: [Result<Dataset, DataError>]) throws {
    let (parts, whole) = (try results[0].get(), try results[1].get())
    #expect(parts.checksum() == whole.checksum() && parts.classes == whole.classes && parts.columns == whole.columns)
    #expect(parts.notes == whole.notes)
    for (part, other) in [(parts.train, whole.train), (parts.test, whole.test)] {
      #expect(part.ids == other.ids && part.rows == other.rows && part.labels == other.labels)
      #expect(part.missing == other.missing && part.storage == other.storage && part.batches == other.batches)
    }
  }

  @Test("has the same batches in all of them, by names and numbers")
  func batches() throws {
    let lines = [Self.header] + Self.rows(120_000).map { $0.hasSuffix(",") ? $0 + "9" : $0 }
    let results = try both(lines) { ($0.label, $0.batch) = (nil, "kind") }
    try expectEqual(results)
    #expect(try results[0].get().train.batches?.names == ["0", "1", "2", "3.0", "4.0", "9"])
  }

  @Test("has the same values, names, gaps, classes and lines", arguments: ["\n", "\r\n"], ["", "\u{feff}"])
  func same(ending: String, mark: String) throws {
    let results = try both([Self.header] + Self.rows(120_000), ending: ending, mark: mark)
    try expectEqual(results)
    let set = try results[0].get()
    #expect(set.train.count + set.test.count == 120_000 && set.classes == ["0", "1", "2", "3.0", "4.0"])
    #expect(set.columns?[1].levels?.count == 12)
  }

  @Test("passes over empty lines and comments, and counts them, also lines that a carriage return ends")
  func lines() throws {
    var lines = [Self.header] + Self.rows(120_000), added = 0
    for place in stride(from: 100, to: 120_000, by: 777) {
      lines[place] += place % 2 == 0 ? "\n\n# s, \(place)" : "\r\r"
      added += place % 2 == 0 ? 2 : 1
    }
    let results = try both(lines) { $0.test = .share(0) }
    try expectEqual(results)
    #expect(try results[0].get().train.rows?.last == Int32(120_001 + added))
  }

  @Test("names the row of a mistake, the first of several")
  func mistakes() throws {
    let rows = Self.rows(120_000)
    for (row, text, message) in [
      (100_000, "s,1,c0", "row 100002 has 3 columns, and the first row 5"),
      (50_000, "s,heavy,c0,1,1", "row 50002, column 2 (mass): 'heavy' is not a number"),
      (60_000, "s,1e39,c0,1,1", "row 60002, column 2 (mass): '1e39' is beyond the numbers of float32"),
    ] {
      var lines = [Self.header] + rows
      (lines[row + 1], lines[119_000]) = (text, text)
      for result in try both(lines) {
        #expect(throws: DataError.self) { try result.get() }
        if case .failure(let error) = result { #expect(error.message.hasSuffix(message), "\(error)") }
      }
    }
    let many = [Self.header] + rows.enumerated().map { $1.replacing(",c", with: ",c\($0 / 80)") }
    for result in try both(many) {
      if case .failure(let error) = result {
        #expect(error.message.contains("more than 1000 different texts"), "\(error)")
      }
      #expect(throws: DataError.self) { try result.get() }
    }
  }

  @Test("ends when the person asks")
  func interrupted() throws {
    let path = try folder.write(Array(([Self.header] + Self.rows(120_000)).joined(separator: "\n").utf8), to: "t.csv")
    let options = options()
    #expect(throws: DataError.interrupted) {
      try Interruption.$current.withValue(Interruption { true }) { try CSVReader.load(path, options) }
    }
  }
}
