import Foundation
import TestSupport
import Testing

@testable import Data

@Suite("Tables as people bring them")
struct OwnTableTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func options(
    _ label: String? = nil, test: TestExamples = .share(0), scaling: TableScaling? = TableScaling.none
  )
    -> CSVOptions
  {
    CSVOptions(label: label, scaling: scaling, test: test)
  }

  private func load(_ text: String, _ options: CSVOptions) throws -> Dataset {
    try load(Array(text.utf8), options)
  }

  private func load(_ bytes: [UInt8], _ options: CSVOptions) throws -> Dataset {
    try CSVReader.load(try folder.write(bytes, to: "table.csv"), options)
  }

  private func rows(_ set: Dataset) -> [[Float]] { (0..<set.train.count).map(set.train.example) }

  @Test("a header without a name for the rows' names, as R writes it, is one also above a single column")
  func headerOfR() throws {
    var options = options()
    options.test = .share(0)
    options.scaling = TableScaling.none
    for text in ["x\na,1\nb,2\nc,5\n", "x\n1,1\n2,2\n3,5\n", "\"x\"\n\"a\",1\n\"b\",2\n\"c\",5\n"] {
      let set = try load(text, options)
      #expect(set.columns?.map(\.title) == ["x"] && rows(set) == [[1], [2], [5]])
    }
  }

  private func error(_ text: String, _ options: CSVOptions) throws -> DataError? {
    let path = try folder.write(Array(text.utf8), to: "table.csv")
    do throws(DataError) {
      _ = try CSVReader.load(path, options)
      return nil
    } catch {
      return DataError(error.message.replacing(path, with: "FILE"), hint: error.hint)
    }
  }

  @Test("values are scaled in double precision: seconds since 1970 and small differences beside a large mean")
  func doublePrecision() throws {
    let seconds = (0..<10).map { "\(1_700_000_000 + 0.5 * Double($0))" }.joined(separator: "\n")
    let set = try load("t\n" + seconds, options(scaling: .standard))
    // NumPy: (x - x.mean()) / x.std() of 0, 0.5, … 4.5
    let expected: [Float] = [-1.5666989, -1.2185436, -0.8703883, -0.522233, -0.17407766]
    #expect(
      zip(set.train.storage.floats, expected + expected.reversed().map { -$0 }).allSatisfy { abs($0 - $1) < 1e-6 })
    let large = (0..<100).map { "\(1e8 + Double($0 % 7))" }.joined(separator: "\n")
    let small = (0..<100).map { "\($0 % 7)" }.joined(separator: "\n")
    let (shifted, plain) = (
      try load(large, options(scaling: .standard)).train.storage.floats,
      try load(small, options(scaling: .standard)).train.storage.floats
    )
    #expect(zip(shifted, plain).allSatisfy { abs($0 - $1) < 1e-6 } && Set(plain).count == 7)
  }

  @Test("standard scaling is the default; a table of 0 and 1, and rows that are images, stay as they are")
  func defaults() throws {
    var images = options(scaling: nil)
    images.shape = .image(height: 1, width: 2, channels: 1)
    #expect(try rows(load("1,2\n3,6\n", options(scaling: nil))) == [[-1, -1], [1, 1]])
    #expect(try rows(load("1,0\n0,1\n", options(scaling: nil))) == [[1, 0], [0, 1]])
    let set = try load("1,255\n0,51\n", images)
    #expect(set.train.storage == .bytes([1, 255, 0, 51]) && set.train.shape == images.shape)
    images.shape = .image(height: 3, width: 2, channels: 1)
    let message = "FILE: a row has 2 values, an image of 3×2 6"
    #expect(
      try error("1,255\n", images)
        == DataError(message, hint: "give a shape= of 2 values, or leave columns out with drop="))
  }

  @Test("robust scaling and logarithms are those of scikit-learn and NumPy")
  func scalings() throws {
    let robust = try load("1\n2\n3\n4\n100\n", options(scaling: .robust)).train.storage.floats
    // sklearn.preprocessing.RobustScaler
    #expect(robust == [-1, -0.5, 0, 0.5, 48.5])
    let logs = try load("0\n1\n10\n", options(scaling: .log1p)).train.storage.floats
    #expect(zip(logs, [0, 0.6931472, 2.3978953]).allSatisfy { abs($0 - $1) < 1e-6 })
    let negative = "FILE: column 1 has -1.0, and ln(1 + value) needs values above -1"
    #expect(try error("-1\n1\n", options(scaling: .log1p))?.message == negative)
  }

  @Test("blanks before a quote belong to no name")
  func blanksBeforeQuotes() throws {
    #expect(try load("1, 2, \"x\"\n4, 5, x\n", options("3")).classes == ["x"])
  }

  @Test("a delimiter at the end of lines is no column")
  func closingDelimiter() throws {
    let two = try load("x,y,\n1,2,\n", options())
    #expect(rows(two) == [[1, 2]] && two.columns?.map(\.title) == ["x", "y"])
    let three = try load("A,B,C\n1,4,7,\n2,5,8,\n", options())
    #expect(rows(three) == [[1, 4, 7], [2, 5, 8]] && three.columns?.map(\.title) == ["A", "B", "C"])
    #expect(try load("x,y,z\n1,2,\n3,4,\n", options()).columns?[2].statistics.missing == 2)
  }

  @Test("what parts the header as it parts the rows goes before what leaves a name out")
  func headers() throws {
    let set = try load("word|price\nfoo|1,000\nbar|1,000\nfoo|2,000\nbar|1,000\n", options())
    #expect(set.columns?.map(\.title) == ["word", "price"])
    let rowNames = try load("mpg,cyl\nMazda RX4,21,6\nDatsun 710,22.8,4\nFiat 128,32.4,4\n", options())
    #expect(rowNames.columns?.map(\.title) == ["mpg", "cyl"] && rowNames.train.ids?.first == "Mazda RX4")
  }

  @Test("a word that could be a number beyond all others is a word among words, and a mistake among numbers")
  func infinity() throws {
    let set = try load("film,year\nGandhi,1982\nInfinity,1996\nGandhi,1982\nInfinity,1996\n", options())
    #expect(set.columns?.first?.levels?.sorted() == ["Gandhi", "Infinity"])
    let error = try error("film,year\nGandhi,1982\nGandhi,Infinity\n", options())
    #expect(
      error
        == DataError(
          "FILE: row 3, column 2 (year): 'Infinity' is beyond the numbers of float32",
          hint: "write the column in another unit, or leave it out with drop=year"))
  }

  @Test("runs of blanks and doubled tabs part columns, as in UCI's seeds")
  func seeds() throws {
    let text = "15.26\t14.84\t0.871\t\t1\n14.88\t14.57\t0.8811\t1\n  13.84   13.94\t\t0.8955\t2  \n"
    let set = try load(text, options("4"))
    #expect(
      set.classes == ["1", "2"]
        && rows(set) == [[15.26, 14.84, 0.871], [14.88, 14.57, 0.8811], [13.84, 13.94, 0.8955]])
  }

  @Test("none, NA and \"NA\" are labels; an empty field is a row without one")
  func labelNames() throws {
    let set = try load("1,none\n2,NA\n3,\"NA\"\n4,\n5,NULL\n", options("2"))
    #expect(set.classes == ["NA", "NULL", "none"] && set.train.labels == [2, 0, 0, -1, 1])
    #expect(set.notes == ["one row has no label: trained on, and left out of accuracy"])
  }

  @Test("1 and 1.0 are one class, also between training and test; 01 is another name")
  func numbersAsLabels() throws {
    let test = try folder.write(Array("7,1.0\n8,2.0\n".utf8), to: "test.csv")
    let set = try load("1,1\n2,2\n3,1\n", options("2", test: .file(test)))
    #expect(set.classes == ["1", "2"] && set.test.labels == [0, 1])
    #expect(try load("1,1\n2,01\n3,1e0\n", options("2")).classes.count == 2)
  }

  @Test("60 rows of 30 classes have a share for testing", arguments: [(0.1, 6), (0.2, 12), (0.3, 18)])
  func smallClasses(share: Double, count: Int) throws {
    let text = (0..<60).map { "\($0),c\($0 / 2)" }.joined(separator: "\n")
    let set = try load(text, options("2", test: .share(share)))
    #expect(set.test.count == count && Set(set.test.labels ?? []).count == count && set.train.count == 60 - count)
  }

  @Test("a class of one example is trained on; where all differ, labels play no part in the share")
  func singleExamples() throws {
    let text = "0,lone\n" + (1..<20).map { "\($0),many" }.joined(separator: "\n")
    for seed in 1...20 as ClosedRange<UInt64> {
      var options = options("2", test: .share(0.2))
      options.seed = seed
      let set = try load(text, options)
      #expect(set.test.count == 4 && set.test.labels?.contains(0) == false)
    }
    let different = (0..<10).map { "\($0),c\($0)" }.joined(separator: "\n")
    let set = try load(different, options("2", test: .share(0.2)))
    #expect(set.test.count == 2)
    #expect(set.notes == ["no label is met twice, so the share to test on is drawn from all rows alike"])
  }

  @Test("test=0 trains on all")
  func noTest() throws {
    let set = try load("1,a\n2,b\n", options("2"))
    #expect(set.train.count == 2 && set.test.count == 0 && set.train.labels == [0, 1])
  }

  @Test("texts are categories, each level a feature of 0 and 1")
  func categories() throws {
    let set = try load("mass (g),sex\n1,m\n3,f\n5,m\n7,\n", options(scaling: .standard))
    #expect(set.columns?.map(\.name) == ["mass", "sex"] && set.columns?[0].unit == "g")
    #expect(set.columns?[1].levels == ["f", "m"] && set.columns?[1].valueNames == ["sex = f", "sex = m"])
    // A missing category has the shares of its levels.
    let levels: [[Float]] = [[0, 1], [1, 0], [0, 1], [Float(1.0 / 3), Float(2.0 / 3)]]
    #expect(rows(set).map { Array($0.dropFirst()) } == levels)
    #expect(set.notes[0].hasPrefix("texts are categories, each level a feature of 0 and 1: sex (2);") == true)
  }

  @Test("texts of which most differ are told for all columns at once, and both hints are ways out")
  func names() throws {
    let text = "sample,remark,v\n" + (0..<20).map { "S\($0),r\($0),\($0)" }.joined(separator: "\n")
    let found = try error(text, options())
    #expect(
      found?.message
        == "FILE: columns of texts of which most differ cannot be categories: column 1 (sample): 20 different, such as 'S0'; "
        + "column 2 (remark): 20 different, such as 'r0'")
    #expect(found?.hint == "leave them out with drop=[sample, remark], or name the rows by one of them with id=sample")
    var obeyed = options()
    obeyed.drop = ["sample", "remark"]
    #expect(try load(text, obeyed).train.shape == .vector(1))
    obeyed.drop = []
    obeyed.id = "sample"
    #expect(
      try error(text, obeyed)?.hint
        == "leave them out with drop=[remark], or name the rows by one of them with id=remark")
    obeyed.drop = ["remark"]
    let set = try load(text, obeyed)
    #expect(set.train.ids?.first == "S0" && set.train.shape == .vector(1))
  }

  @Test("a word among numbers is told with three ways out, each of which works")
  func wordAmongNumbers() throws {
    let text = "a,b\n1,2\n3,red\n5,6\n"
    #expect(try error(text, options())?.hint.hasPrefix("na=\"red\" makes it a missing value, drop=b") == true)
    var obeyed = options()
    obeyed.missingMarks = ["red"]
    #expect(try rows(load(text, obeyed)) == [[1, 2], [3, 4], [5, 6]])
    obeyed.missingMarks = nil
    obeyed.drop = ["b"]
    #expect(try rows(load(text, obeyed)) == [[1], [3], [5]])
    #expect(try load(text, options("b")).classes == ["2", "6", "red"])
  }

  @Test("missing values are counted in one message, and are masked, become the mean, cost their row or are an error")
  func missing() throws {
    let text = "a,b,c\n1,NA,3\n,5,?\n7,9,5\n"
    var options = options()
    let masked = try load(text, options)
    #expect(rows(masked) == [[1, 7, 3], [4, 5, 4], [7, 9, 5]])
    #expect(masked.train.missing == [0, 1, 0, 1, 0, 1, 0, 0, 0] && masked.hasMissing)
    #expect(masked.notes[0].hasSuffix("they are left out of the likelihood (missing=drop leaves their rows out)"))
    options.missing = .mean
    let mean = try load(text, options)
    #expect(rows(mean) == [[1, 7, 3], [4, 5, 4], [7, 9, 5]] && !mean.hasMissing)
    #expect(
      mean.notes[0].hasSuffix(
        "3 values are missing: a 1, b 1, c 1; the mean of the column stands for each (missing=drop leaves the rows out)"
      ))
    options.missing = .drop
    #expect(try rows(load(text, options)) == [[7, 9, 5]])
    options.missing = .error
    #expect(try error(text, options)?.message == "FILE: row 2, column 2 (b): the value is missing")
    options.missing = .drop
    options.missingMarks = ["9", "NA", "?"]
    #expect(try error(text, options)?.message.hasSuffix("no row is complete") == true)
  }

  @Test("columns are chosen by name, number and range, and left out the same way")
  func chosen() throws {
    let text = "a,b,c,d\n1,2,3,4\n5,6,7,8\n"
    var options = options()
    options.columns = ["d", "1...2"]
    #expect(try rows(load(text, options)) == [[4, 1, 2], [8, 5, 6]])
    options.columns = nil
    options.drop = ["b", "4"]
    #expect(try rows(load(text, options)) == [[1, 3], [5, 7]])
    options.drop = ["e"]
    #expect(try error(text, options) == DataError("FILE: it has no column 'e'", hint: "its columns: a, b, c, d"))
  }

  @Test("a whole number for each row in a column named like an id gets a note")
  func identifiers() throws {
    let text = "patient_id,v\n" + (0..<9).map { "\(100 + $0),\($0 % 2)" }.joined(separator: "\n")
    #expect(
      try load(text, options()).notes == [
        "patient_id seems to number the rows: id=patient_id keeps it out of what is learned from"
      ])
  }

  @Test("decimal commas between semicolons are found out, others and thousands as said")
  func decimals() throws {
    #expect(try rows(load("a;b\n1,5;2\n3;4,25\n", options())) == [[1.5, 2], [3, 4.25]])
    var options = options()
    options.decimal = UInt8(ascii: ",")
    #expect(try rows(load("1,5\t2\n3\t4,25\n", options)) == [[1.5, 2], [3, 4.25]])
    options.thousands = UInt8(ascii: ".")
    #expect(try rows(load("1.000,5;2\n3;4.000.000,25\n", options)) == [[1000.5, 2], [3, 4_000_000.25]])
  }

  @Test("names of any encoding stay different names")
  func encodings() throws {
    let windows = Array("1,m".utf8) + [0xfc] + Array("ller\n2,m".utf8) + [0xf6] + Array("ller\n".utf8)
    let set = try load(windows, options("2"))
    #expect(set.classes == ["möller", "müller"] && set.notes.count == 1 && set.notes[0].contains("Windows-1252"))
    for isBig in [false, true] {
      let units = Array("a;kind\n1,5;müller\n2;möller 🦉\n".utf16)
      let bytes = units.flatMap { isBig ? [UInt8($0 >> 8), UInt8($0 & 255)] : [UInt8($0 & 255), UInt8($0 >> 8)] }
      let set = try load((isBig ? [0xfe, 0xff] : [0xff, 0xfe]) + bytes, options("kind"))
      #expect(set.classes == ["möller 🦉", "müller"] && rows(set) == [[1.5], [2]])
    }
    var said = options("2")
    said.encoding = .utf8
    let path = try folder.write(windows, to: "table.csv")
    #expect(
      throws: DataError("\(path): its text is not utf-8", hint: "try encoding=windows-1252, or leave encoding= out")
    ) {
      try CSVReader.load(path, said)
    }
  }

  @Test("other bytes after the first megabyte are found as well")
  func lateBytes() throws {
    let start = String(repeating: "1,a\n", count: 300_000)
    let set = try load(Array(start.utf8) + Array("1,caf".utf8) + [0xe9, 0x0a], options("2"))
    #expect(set.classes == ["a", "café"])
  }

  @Test("a test file's columns are found by name, wherever they stand")
  func testColumns() throws {
    let test = try folder.write(Array("kind,b,extra,a\nx,2,0,1\n".utf8), to: "test.csv")
    let set = try load("a,b,kind\n5,6,x\n7,8,y\n", options("kind", test: .file(test)))
    #expect(set.test.example(0) == [1, 2] && set.test.labels == [0])
  }

  @Test("numbers are read as correctly as by strtod")
  func numbers() throws {
    var generator = SeededGenerator(5)
    let format = DecimalFormat()
    func number(_ text: String) -> Double? { Array(text.utf8).withUnsafeBufferPointer(format.number) }
    for _ in 0..<20_000 {
      let value = Double(bitPattern: generator.next())
      let digits = Int(generator.next() % 1_000_000_000), place = Int(generator.next() % 30)
      #expect(!value.isFinite || number("\(value)") == value, "\(generator): \(value)")
      let text = "\(digits)e-\(place)"
      #expect(number(text) == Double(text), "\(generator): \(text)")
    }
    for text in ["", "-", ".", "e5", "1e", "0x10", "1_0", "nan", "1.2.3", "1,5", "1 2", "--1"] {
      #expect(number(text) == nil)
    }
    for (text, value) in [
      (".5", 0.5), ("5.", 5), ("+3", 3), ("-0", 0), ("1E3", 1000), ("00012", 12), ("inf", .infinity),
    ] {
      #expect(number(text) == value)
    }
    #expect(number("123456789012345678901234567890") == 123456789012345678901234567890)
  }

  @Test("a compressed table is read as it is")
  func compressed() throws {
    let path = try folder.write(IDXWriter.gzip(Array("a,b\n1,2\n3,4\n".utf8)), to: "table.csv.gz")
    let set = try CSVReader.load(path, options())
    #expect(rows(set) == [[1, 2], [3, 4]] && set.name == "table")
  }
}

extension Examples.Storage {
  fileprivate var floats: [Float] { if case .floats(let values) = self { values } else { [] } }
}
