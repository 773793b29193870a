import TestSupport
import Testing

@testable import Data

@Suite("Reading CSV files")
struct CSVTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func load(_ text: String, _ options: CSVOptions = CSVOptions()) throws -> Dataset {
    try CSVReader.load(try folder.write(Array(text.utf8), to: "table.csv"), options)
  }

  /// All rows of a table, in the order of the file: it is tested on itself.
  private func rows(_ text: String, label: String? = nil, header: Bool? = nil) throws -> [[Float]] {
    let path = try folder.write(Array(text.utf8), to: "table.csv")
    let set = try CSVReader.load(
      path, CSVOptions(label: label, header: header, scaling: TableScaling.none, test: .file(path)))
    #expect(set.train.storage == set.test.storage)
    return (0..<set.train.count).map(set.train.example)
  }

  /// The error of loading a table that is tested on itself or as the options say, with the file's path written FILE.
  private func error(_ text: String, _ options: CSVOptions? = nil, label: String? = nil) throws -> DataError? {
    let path = try folder.write(Array(text.utf8), to: "table.csv")
    do throws(DataError) {
      _ = try CSVReader.load(path, options ?? CSVOptions(label: label, test: .file(path)))
      return nil
    } catch {
      return DataError(error.message.replacing(path, with: "FILE"), hint: error.hint)
    }
  }

  @Test(
    "delimiters, line ends, blanks, quotes, comments and a byte order mark are understood",
    arguments: [
      "1|2\n3|4.5\n", "1 2\n3 4.5\n", "  1   2\n  3 \t4.5  \n", "1\t\t2\n3\t4.5\n", "sep=;\n1;2\n3;4,5\n",
      "1;2\n3;4,5\n",
      "# made by hand\n1,2\n# the second\n3,4.5\n", "1,2,\n3,4.5,\n", "a,b,\n1,2,\n3,4.5,\n", "a,b\n1,2,\n3,4.5,\n",
      ",a,b\n0,1,2\n1,3,4.5\n", "a b\n\"r 1\" 1 2\n\"r 2\" 3 4.5\n", "1,2\n,\n3,4.5\n",

      "1,2\n3,4.5\n", "1;2\n3;4.5", "1\t2\r\n3\t4.5\r\n", "1,2\r3,4.5\r", " 1, 2 \n\n3 ,\t4.5\n\n", "a,b\n1,2\n3,4.5\n",
      "\u{feff}\"a\",\"b\"\n1,2\n3,4.5\n", "\"a,\nb\",\"c\"\"d\"\n\"1\",\"2\"\n3,\"4.5\"", "1e0,+2\n3.0,.45e1\n",
      "1,x\n1,2\n3,4.5\n",
    ])
  func dialects(text: String) throws {
    #expect(try rows(text) == [[1, 2], [3, 4.5]])
  }

  @Test("a first row of numbers, or with a missing value, is no header unless told so")
  func header() throws {
    #expect(try rows("1,2\n3,4\n", header: true) == [[3, 4]])
    #expect(try rows("7,8\n") == [[7, 8]])
    #expect(try rows("NA,2\n3,4\n") == [[3, 2], [3, 4]])
    #expect(
      try error("a,b\n1,2\n", CSVOptions(header: false, test: .share(0.5)))?.message
        == "FILE: row 1, column 1: 'a' is not a number")
  }

  @Test("labels come by name or number, and classes in natural order")
  func labels() throws {
    let text = "width,kind,height\n1,c10,2\n3,c2,4\n5,c10,6\n7,b,8\n9,2,10\n11,10,12\n"
    for label in ["kind", "2"] {
      let path = try folder.write(Array(text.utf8), to: "own.name.csv")
      let set = try CSVReader.load(path, CSVOptions(label: label, scaling: TableScaling.none, test: .file(path)))
      #expect(set.train.example(2) == [5, 6] && set.train.rows == [2, 3, 4, 5, 6, 7])
      #expect(set.classes == ["2", "10", "b", "c2", "c10"] && set.name == "own.name")
      #expect(set.train.labels == [4, 3, 4, 2, 0, 1] && set.train.shape == .vector(2))
      #expect(set.train.labels?.count == 6)
    }
    #expect(try load("1,2\n3,4\n5,6\n7,8\n9,10\n").train.labels == nil)
    let unknown = DataError("FILE: it has no column 'size'", hint: "its columns: width, kind, height")
    #expect(try error(text, label: "size") == unknown)
    let number = "it has no header: give a number from 1 to 2, or header=true if its first row names the columns"
    #expect(
      try error("1,2\n3,4\n", label: "3") == DataError("FILE: it has no column '3'", hint: number))
  }

  @Test("a value that cannot be is named by row and column, with a way out")
  func values() throws {
    let cases = [
      (
        "a,b\n1,2\n3,red\n", "row 3, column 2 (b): 'red' is not a number",
        "na=\"red\" makes it a missing value, drop=b leaves the column out, label=b makes it the labels"
      ),
      (
        "a\tb\n1\t2,5\n3\t4\n", "row 2, column 2 (b): '2,5' is not a number",
        "say decimal=\",\" if commas stand before fractions, thousands=\",\" if between thousands"
      ),
      (
        "1,2\n3,1e39\n", "row 2, column 2: '1e39' is beyond the numbers of float32",
        "write the column in another unit, or leave it out with drop=2"
      ),
      (
        "1,2\n-inf,4\n", "row 2, column 1: '-inf' is beyond the numbers of float32",
        "write the column in another unit, or leave it out with drop=1"
      ),
      (
        "1,2\n3,4,5\n", "row 2 has 3 columns, and the first row 2",
        "give each row as many columns; put a field that has the delimiter in quotes"
      ),
      (
        "Measured in May\na,b,c\n1,2,3\n3,4,5\n", "row 1 has 1 column, and most rows 3",
        "begin lines above the table with #, or take them out"
      ),
      (
        "Measured in May\na,b\n1,2\n3,4\n", "row 1 has 1 column, and most rows 2",
        "begin lines above the table with #, or take them out"
      ),
      ("1,2\n3,\"4\n5,6\n", "a quote in row 2 is never closed", "add the closing quote"),
      ("", "it is empty", "give a file with rows"),
      (
        "a,b\n", "it has no rows below its header",
        "give a file with rows, or header=false if its first row holds no names"
      ),
    ]
    for (text, message, hint) in cases {
      #expect(try error(text) == DataError("FILE: " + message, hint: hint))
    }
    let none = "FILE: of its 1 example none would be left to test on"
    #expect(try error("1,2\n", CSVOptions()) == DataError(none, hint: "train on all with test=0"))
    var all = CSVOptions()
    all.test = .share(0)
    #expect(try load("1,2\n", all).test.count == 0)
    let only = "FILE: it has no column beside the labels"
    #expect(try error("1\n2\n", label: "1")?.message == only)
    let many = (0...1000).map { "1,\($0)" }.joined(separator: "\n")
    #expect(
      try error(many, label: "2")?.message == "FILE: column 2 has more than 1000 different labels, too many for classes"
    )
  }

  @Test("each column is scaled as measured on the rows to train on")
  func scaling() throws {
    let train = try folder.write(Array("1,10,5\n3,10,9\n8,10,1\n".utf8), to: "train.csv")
    let test = try folder.write(Array("15,11,3\n".utf8), to: "test.csv")
    func load(_ scaling: TableScaling) throws -> Dataset {
      try CSVReader.load(train, CSVOptions(scaling: scaling, test: .file(test)))
    }
    #expect(try load(.none).test.example(0) == [15, 11, 3])
    let least = try load(.minmax)
    #expect(least.train.storage == .floats([0, 0, 0.5, 2.0 / 7, 0, 1, 1, 0, 0]))
    // What lies beyond the training rows is brought to their range's ends, with a note; a constant stays 0.
    #expect(least.test.storage == .floats([1, 0, 0.25]))
    #expect(least.notes.last == "2 test values lie beyond the training rows' range and became 0 or 1")
    let standard = try load(.standard).train
    // NumPy: (x - x.mean(0)) / x.std(0), with a column of one value at 0.
    let expected: [Float] = [-1.0190493, 0, 0, -0.33968311, 0, 1.2247449, 1.3587325, 0, -1.2247449]
    #expect(zip((0..<3).flatMap(standard.example), expected).allSatisfy { abs($0 - $1) < 1e-6 })
  }

  @Test("the share to test on is the same of each class, repeats with its seed and differs with another")
  func split() throws {
    let text = (0..<200).map { "\($0),\($0 % 4 == 0 ? "rare" : "often")" }.joined(separator: "\n")
    func load(_ seed: UInt64) throws -> Dataset {
      try self.load(text, CSVOptions(label: "2", scaling: TableScaling.none, test: .share(0.1), seed: seed))
    }
    let set = try load(1)
    #expect(set.test.count == 20 && set.test.labels?.count { $0 == 1 } == 5 && set.train.count == 180)
    let all = [set.train, set.test].flatMap { part in (0..<part.count).map { part.example($0)[0] } }
    #expect(all.sorted() == (0..<200).map(Float.init))
    for part in [set.train, set.test] {
      #expect((0..<part.count).allSatisfy { part.labels?[$0] == (Int(part.example($0)[0]) % 4 == 0 ? 1 : 0) })
    }
    #expect(try load(1).checksum() == set.checksum())
    #expect(try load(2).checksum() != set.checksum())
  }

  @Test("a test file has to have the same columns; its labels join the classes")
  func testFile() throws {
    let path = try folder.write(Array("a,kind\n1,x\n".utf8), to: "test.csv")
    let options = CSVOptions(label: "kind", test: .file(path))
    let set = try load("a,kind\n1,y\n2,z\n", options)
    #expect(set.classes == ["x", "y", "z"] && set.test.labels == [0] && set.train.labels == [1, 2])
    let other = DataError(
      "\(path): its columns are not those of FILE: it lacks b",
      hint: "give a test file with the same columns and header")
    let found = try error("b,kind\n1,y\n2,z\n", options)
    #expect(found == other)
  }

  @Test("random damage gives a table or an error that names the file")
  func hostile() throws {
    var generator = SeededGenerator(7)
    let whole = [
      "a,b,\"c\"\n1,2,x\n3,\"4\",y\n5,6,x\n7,8,y\n9,10,x\n11,12,y\n", "1;2\r\n3;4\r\n5;6\r\n",
      "1\t2\t3\n4\t5\t6\n7\t8\t9\n",
    ].map { Array($0.utf8) }
    let telling = Array("\",;\t\n\r\u{0}".utf8)
    for round in 0..<3_000 {
      var bytes = generator.damaged(whole[round % 3])
      for _ in 0..<generator.next() % 3 where !bytes.isEmpty {
        bytes[Int(generator.next() % UInt64(bytes.count))] = telling[Int(generator.next() % UInt64(telling.count))]
      }
      let path = try folder.write(bytes, to: "hostile.csv")
      do throws(DataError) {
        let set = try CSVReader.load(path, CSVOptions(label: round % 2 == 0 ? "1" : nil, scaling: .standard))
        #expect(set.train.count > 0 && set.test.count > 0 && set.train.storage.count <= bytes.count)
      } catch {
        #expect(error.message.hasPrefix(path) && !error.hint.isEmpty, "\(generator)")
      }
    }
  }
}
