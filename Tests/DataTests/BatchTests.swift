import Foundation
import TestSupport
import Testing

@testable import Data

@Suite("A column of batches")
struct BatchTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func options(test: TestExamples = .share(0), label: String? = nil, batch: String = "plate") -> CSVOptions {
    var options = CSVOptions(label: label, scaling: TableScaling.none, test: test)
    options.batch = batch
    return options
  }

  private func load(_ text: String, _ options: CSVOptions) throws -> Dataset {
    try CSVReader.load(try folder.write(Array(text.utf8), to: "t.csv"), options)
  }

  private func error(_ text: String, _ options: CSVOptions) throws -> String {
    let path = try folder.write(Array(text.utf8), to: "t.csv")
    do throws(DataError) {
      _ = try CSVReader.load(path, options)
      return ""
    } catch {
      return "\(error.message): \(error.hint)"
    }
  }

  static let table = "a,plate,b,kind\n1,p2,5,x\n2,p10,6,y\n3,p2,7,x\n4,p1,8,y\n"

  @Test("is neither data nor label: names in natural order, a number for each row, and a note that counts them")
  func names() throws {
    let set = try load(Self.table, options(label: "kind"))
    #expect(set.columns?.map(\.title) == ["a", "b"] && set.train.shape == .vector(2))
    let expected = Batches(title: "plate", names: ["p1", "p2", "p10"], codes: [1, 2, 1, 0])
    #expect(set.train.batches == expected && expected.counts == [1, 2, 1])
    #expect(set.train.labels == [0, 1, 0, 1] && set.otherColumns == ["plate", "kind"])
    #expect(set.notes.contains("plate tells 3 batches: p1 1, p2 2, p10 1"))
    #expect(set.train.spread(over: 2).batches?.codes == [1, 1])
  }

  @Test("may hold numbers, of which 1 and 1.0 are one batch, and may be named by its place")
  func numbers() throws {
    let set = try load("5,1\n6,2\n7,1.0\n8,2\n", options(batch: "2"))
    #expect(set.train.batches?.names == ["1", "2"] && set.train.batches?.codes == [0, 1, 0, 1])
    #expect(set.train.batches?.title == "column 2" && set.train.example(3) == [8])
  }

  @Test("tells data from the same data without it")
  func checksum() throws {
    let told = try load(Self.table, options())
    var others = options()
    (others.batch, others.drop) = (nil, ["plate"])
    let untold = try load(Self.table, others), renamed = try load(Self.table.replacing("p2", with: "p3"), options())
    #expect(Set([told, untold, renamed].map { $0.checksum() }).count == 3)
    #expect(told.train.storage == untold.train.storage && untold.train.batches == nil)
  }

  @Test("has its part in the share to test on: each class of each batch")
  func split() throws {
    let rows = (0..<120).map { "\($0),\($0 % 4 == 0 ? "Q" : "P"),\($0 % 3)" }.joined(separator: "\n")
    // 90 rows of P and 30 of Q, a third of each class: a fifth of each of these six.
    let set = try load("a,plate,kind\n" + rows, options(test: .share(0.2), label: "kind"))
    let batches = try #require(set.test.batches).codes, labels = try #require(set.test.labels)
    let counts = Dictionary(grouping: zip(batches, labels).map { 3 * Int($0) + $1 }) { $0 }.mapValues(\.count)
    #expect(counts == [0: 6, 1: 6, 2: 6, 3: 2, 4: 2, 5: 2])
    let alone = try load("a,plate,kind\n" + rows, options(test: .share(0.2), label: nil))
    #expect(alone.test.batches?.counts == [18, 6] && alone.train.batches?.counts == [72, 24])
  }

  @Test("that cannot tell batches is an error with a way out")
  func errors() throws {
    #expect(
      try error("a,plate\n1,p\n2,\n3,q\n", options()).hasSuffix(
        "t.csv: row 3: its plate is empty, so it has no batch: write a name there, such as unknown: each different text is "
          + "a batch"))
    #expect(
      try error("a,plate\n1,p\n2,q\n3,r\n", options()).hasSuffix(
        "each row has a plate of its own, so it cannot tell batches: name the rows by it with id="))
    #expect(
      try error(Self.table, options(label: "plate")).contains(
        "cannot be both the labels and the batches"))
    #expect(try error(Self.table, options(batch: "lab")).contains("it has no column 'lab'"))
  }

  @Test("of a file to test on names no batch that is not trained on")
  func otherFile() throws {
    let test = try folder.write(Array("b,kind,plate,a\n1,x,p1,2\n3,y,p10,4\n".utf8), to: "test.csv")
    let set = try load(Self.table, options(test: .file(test), label: "kind"))
    #expect(set.test.batches == Batches(title: "plate", names: ["p1", "p2", "p10"], codes: [0, 2]))
    #expect(set.test.example(0) == [2, 1])
    let unknown = try folder.write(Array("b,kind,plate,a\n1,x,p1,2\n3,y,p9,4\n".utf8), to: "unknown.csv")
    let said = try error(Self.table, options(test: .file(unknown), label: "kind"))
    #expect(said.hasSuffix("row 3: no row to train on is of plate 'p9': test on these batches: p1, p2, p10"))
    let lacking = try folder.write(Array("b,kind,a\n1,x,2\n".utf8), to: "lacking.csv")
    #expect(try error(Self.table, options(test: .file(lacking), label: "kind")).contains("it lacks plate"))
  }

  @Test("keeps its rows' batches when rows that lack a value are left out")
  func incomplete() throws {
    var asked = options()
    asked.missing = .drop
    let set = try load("a,plate\n1,p\n,q\n3,q\n4,p\n", asked)
    #expect(set.train.batches?.codes == [0, 1, 0])
  }

  @Test(
    "of obs in an AnnData file is told too, for the same cells to test on",
    .enabled(if: (try? HDF5Node.library()) != nil, "libhdf5 is not installed (apt-get install libhdf5-103-1)"))
  func cells() throws {
    let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Files/cells-rows.h5ad").path
    var options = H5ADOptions()
    (options.batch, options.label, options.test) = ("donor", "type", .file(path))
    let set = try H5ADReader.load(path, options)
    let donors = try AnnData(path).labels("donor", count: 10)
    for batches in [set.train.batches, set.test.batches] {
      #expect(batches?.title == "donor" && batches?.names == ["d0", "d1", "d2"])
      #expect(batches?.codes.map { "d\($0)" } == donors)
    }
    var learned = LearnedExamples(shape: .vector(4), columns: set.columns)
    learned.batches = KnownBatches(title: "donor", names: ["d0", "d2"])
    let stream = try ArrayStream(annData: path, layer: nil, like: learned)
    #expect(try stream.next(20)?.batches == donors.map { $0 == "d0" ? 0 : $0 == "d2" ? 1 : -1 } && stream.hasBatches)
    #expect(stream.unknownBatches.count == donors.count { $0 == "d1" } && stream.unknownBatches.first == "d1")
    options.batch = "type"
    #expect(throws: DataError.self) { try H5ADReader.load(path, options) }
  }

  @Test("is found by name in new rows; a batch that the model does not know, or none, has no number")
  func stream() throws {
    let set = try load(Self.table, options(label: "kind"))
    let path = try folder.write(Array("plate,b,a\np10,1,2\np7,3,4\n,5,6\np1,7,8\n".utf8), to: "new.csv")
    let stream = try TableStream(
      path, columns: set.columns ?? [], known: set.otherColumns, id: nil,
      batches: KnownBatches(title: "plate", names: ["p1", "p2", "p10"]),
      CSVOptions())
    let rows = try #require(try stream.next(10))
    #expect(rows.batches == [2, -1, -1, 0] && rows.values == [2, 1, 4, 3, 6, 5, 8, 7])
    #expect(stream.hasBatches && stream.unknownBatches.count == 2 && stream.unknownBatches.first == "p7")
    let without = try folder.write(Array("b,a\n1,2\n".utf8), to: "without.csv")
    let bare = try TableStream(
      without, columns: set.columns ?? [], known: set.otherColumns, id: nil,
      batches: KnownBatches(title: "plate", names: ["p1"]), CSVOptions())
    #expect(try bare.next(10)?.batches == [] && !bare.hasBatches)
  }
}
