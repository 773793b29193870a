import Foundation
import Language
import Session
import Testing

@Suite("Loading one's own data by command")
struct LoadingTests {
  private static let files = URL(filePath: #filePath).appending(path: "../../DataTests/Files").standardized.path

  /// Runs statements in a new session in a folder with a table and pictures; gives the last value's text, or the error as
  /// a person sees it, with the folder's path written HERE.
  private func run(_ text: String) throws -> String {
    let folder = FileManager.default.temporaryDirectory.appending(path: "gmvae-load-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try fill(folder)
    let session = Session(SessionEnvironment(workingFolder: folder.path, variables: [:], threads: 1))
    var shown = ""
    do {
      try Interpreter(host: session).run(SourceText(name: "t", text: text)) { _, value in shown = value.text }
    } catch let error as Diagnostic {
      shown = error.rendered()
    } catch let error as Diagnostics {
      shown = error.rendered()
    }
    return shown.replacing(folder.path, with: "HERE")
  }

  private func fill(_ folder: URL) throws {
    let pictures = folder.appending(path: "kinds/a")
    try FileManager.default.createDirectory(at: pictures, withIntermediateDirectories: true)
    for name in ["1.png", "2.png", "3.txt"] {
      try FileManager.default.copyItem(
        at: URL(filePath: Self.files + "/color.png"), to: pictures.appending(path: name))
    }
    let rows = (0..<40).map { "\($0);\($0 * $0);\($0 % 2 == 0 ? "even" : "odd")" }
    try Data((["a;b;kind"] + rows).joined(separator: "\n").utf8).write(to: folder.appending(path: "numbers.csv"))
  }

  @Test("a table becomes the session's data, and a model is trained on it")
  func table() throws {
    #expect(try run("load csv numbers.csv label=kind scale=standard test=0.25; print data.count") == "30")
    let training = "load csv numbers.csv label=3 header=true scale=minmax; model components=3; train 1 epoch"
    #expect(try run("\(training); print model.epoch") == "1")
  }

  @Test("what is wrong with a table stands under the command, with a way out")
  func error() throws {
    #expect(
      try run("load csv numbers.csv na=[2, 4]; print data.size") == "4")
    #expect(
      try run("load csv numbers.csv drop=[a, size]") == """
        t:1:1: error: HERE/numbers.csv: it has no column 'size'
          load csv numbers.csv drop=[a, size]
          ^~~~~~~~
          its columns: a, b, kind
        """)
    #expect(
      try run("load csv numbers.csv label=3 test=1.5") == """
        t:1:35: error: a share of 1.5 leaves nothing to train on
          load csv numbers.csv label=3 test=1.5
                                            ^~~
          give a share below 1, such as test=0.2, test=0 to train on all, or a file
        """)
    #expect(
      try run("load csv none.csv") == """
        t:1:1: error: HERE/none.csv cannot be opened: no such file or directory
          load csv none.csv
          ^~~~~~~~
          check its name and its rights
        """)
  }

  @Test("columns are chosen with names, numbers and ranges in a list; a text column is a category of 0 and 1")
  func columns() throws {
    #expect(try run("load csv numbers.csv; print data.size") == "4")
    #expect(try run("load csv numbers.csv columns=[b, 3]; print data.size") == "3")
    #expect(try run("load csv numbers.csv columns=1...2 test=0; print data.test") == "0")
    #expect(try run("load csv numbers.csv drop=kind shape=1x2 scale=none; print data.size") == "2")
    #expect(try run("load csv numbers.csv id=kind delimiter=\";\"; print data.size") == "2")
  }

  @Test("an epoch is one of the data it began with: after other data are loaded, the next begins")
  func otherData() throws {
    let start = "load arcs count=200; model hidden=4; train 5 steps batch=10"
    #expect(try run("\(start); print model.step; let a = train 1 epoch batch=10; print a.steps") == "15")
    #expect(try run("\(start); load arcs count=200 seed=7; let b = train 1 epoch batch=10; print b.steps") == "20")
    #expect(try run("\(start); load arcs count=200 seed=7; train 1 epoch batch=10; print model.epoch") == "2")
  }

  @Test("arrays are named by archive and by file; data without labels are plotted and described too")
  func arrays() throws {
    let archive = "\"\(Self.files)/arrays.npz\""
    #expect(try run("load npy \(archive) array=last labels=labels test=0.5; print data.size") == "60")
    let (vectors, labels) = ("\"\(Self.files)/vectors.npy\"", "\"\(Self.files)/labels.npy\"")
    let command = "load npy \(vectors) labels=\(labels) test=\(vectors) testlabels=\(labels)"
    #expect(try run("\(command); print data.classes") == "3")
    #expect(try run("load npy \(vectors); describe data; plot data; print data.classes") == "0")
  }

  @Test("pictures are loaded from a folder, other files counted")
  func pictures() throws {
    #expect(try run("let a = load images kinds size=8 channels=3 test=0.5; print a.skipped") == "1")
    #expect(try run("load images kinds size=8 channels=3 test=0.5; plot data; print data.size") == "192")
  }
}
