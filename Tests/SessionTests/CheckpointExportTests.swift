import Foundation
import Language
import TestSupport
import Testing

@testable import Session

@Suite("Exports", .serialized)
struct CheckpointExportTests {
  let session: Workbench

  init() throws {
    session = try Workbench()
    try session.run("load arcs count=1000; model hidden=20; train 1 epoch")
  }

  func lines(_ name: String) throws -> [String] {
    String(decoding: try session.read(name), as: UTF8.self).components(separatedBy: "\r\n")
  }

  @Test("assignments are one line for each example, with component and probability")
  func assignments() throws {
    try session.run("export assignments \"a.csv\"; export assignments \"train.csv\" on=train")
    let lines = try lines("a.csv")
    #expect(lines.count == 202 && lines.last == "")
    #expect(
      lines[0].hasPrefix("example,component,probability,label,p0,p1,") && lines[0].hasSuffix(",entropy,elbo,outlier"))
    let width = lines[0].split(separator: ",").count
    for (index, line) in lines.dropFirst().dropLast().enumerated() {
      let fields = line.split(separator: ",")
      #expect(fields.count == width && Int(fields[0]) == index && (0..<8).contains(Int(fields[1]) ?? -1))
      #expect((0.1...1).contains(Double(fields[2]) ?? -1))
    }
    #expect(try self.lines("train.csv").count == 1002)
  }

  @Test("latents are a table by .csv")
  func latentTable() throws {
    try session.run("export latents \"l.csv\"")
    let lines = try lines("l.csv")
    #expect(lines[0] == "example,x0,x1,component,label" && lines.count == 202)
    #expect(session.rendered("export latents \"l.txt\"").contains("end it in .csv, .tsv, .parquet or .npz"))
  }

  @Test("latents are NumPy's arrays by .npz", .enabled(if: Python.hasNumPy, "needs python3 with numpy"))
  func latentArrays() throws {
    try session.run("export latents \"l.npz\"; export latents \"l.csv\"")
    let printed = Python.run(
      """
      import numpy, sys
      a = numpy.load(sys.argv[1] + "/l.npz")
      print([(k, a[k].shape, str(a[k].dtype)) for k in sorted(a.files)])
      table = numpy.genfromtxt(sys.argv[1] + "/l.csv", delimiter=",", skip_header=1)
      print((table[:, 1:3].astype("f4") == a["latent_means"]).all(), (table[:, 3] == a["components"]).all())
      """, session.folder.path)
    #expect(
      printed == """
        [('components', (200,), 'int64'), ('labels', (200,), 'int64'), ('latent_log_variances', (200, 2), 'float32'), \
        ('latent_means', (200, 2), 'float32'), ('style_log_variances', (200, 2), 'float32'), \
        ('style_means', (200, 2), 'float32')]
        True True

        """)
  }
}
