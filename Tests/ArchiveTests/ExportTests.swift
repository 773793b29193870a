import Files
import Foundation
import TestSupport
import Testing

@testable import Archive

@Suite("Exported arrays and tables")
struct ExportTests {
  let place: TemporaryPlace

  init() throws { place = try TemporaryPlace() }

  @Test("an npy header fills whole 64 bytes and says type and shape")
  func header() {
    for shape in [[], [7], [3, 4], [1000, 1000, 1000]] {
      let header = NPYArray([Float](), shape: shape).header
      #expect(header.count % 64 == 0 && header.last == UInt8(ascii: "\n"))
    }
    let text = String(decoding: NPYArray([Int64](), shape: [3, 4]).header.dropFirst(10), as: UTF8.self)
    #expect(text.hasPrefix("{'descr': '<i8', 'fortran_order': False, 'shape': (3, 4,), }"))
  }

  @Test("NumPy reads an npz archive", .enabled(if: Python.hasNumPy, "needs python3 with numpy"))
  func npz() throws {
    try AtomicFile(place.file("a.npz")).write { file in
      var archive = NPZWriter(file)
      try archive.append(NPYArray([1.5, -2, 3, 4, 5, 6] as [Float], shape: [2, 3]), named: "means")
      try archive.append(NPYArray([7, -8] as [Int64], shape: [2]), named: "labels")
      try archive.finish()
    }
    let printed = Python.run(
      """
      import numpy, sys, zipfile
      assert zipfile.ZipFile(sys.argv[1] + "/a.npz").testzip() is None
      a = numpy.load(sys.argv[1] + "/a.npz")
      print(a.files, a["means"].dtype, a["means"].tolist(), a["labels"].dtype, a["labels"].tolist())
      """, place.path)
    #expect(printed == "['means', 'labels'] float32 [[1.5, -2.0, 3.0], [4.0, 5.0, 6.0]] int64 [7, -8]\n")
  }

  @Test("CSV quotes what needs it, by RFC 4180")
  func csv() throws {
    try AtomicFile(place.file("a.csv")).write { file in
      var table = try CSVWriter(file, columns: ["plain", "a,b"])
      try table.append(["say \"hi\"", "two\nlines"])
      try table.append(["", "é"])
      try table.finish()
    }
    let text = String(decoding: try place.read("a.csv"), as: UTF8.self)
    #expect(text == "plain,\"a,b\"\r\n\"say \"\"hi\"\"\",\"two\nlines\"\r\n,é\r\n")
  }
}
