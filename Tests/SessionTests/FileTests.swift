import Foundation
import Language
import TestSupport
import Testing

@testable import Session

@Suite("Where figures go")
struct FileTests {
  static let small = "load arcs count=200; "

  @Test("a file that the session did not write is replaced by force only")
  func foreignFile() throws {
    let bench = try Workbench()
    try bench.folder.write([7], to: "mine.png")
    #expect(
      bench.complaint(Self.small + "plot data > mine.png")
        == "'mine.png' exists and was not written by this session — name another file, or add force=true to replace it")
    #expect(bench.folder.bytes("mine.png") == [7])
    try bench.run("plot data force=true > mine.png")
    #expect(bench.folder.bytes("mine.png")?.count ?? 0 > 500)
  }

  @Test("the session's own file is replaced without a word")
  func ownFile() throws {
    let bench = try Workbench()
    try bench.run(Self.small + "plot data > own.svg")
    let before = bench.folder.bytes("own.svg")
    try bench.run("plot data dark=true > own.svg")
    #expect(bench.folder.bytes("own.svg") != before)
    #expect(bench.folder.names() == ["own.svg"])
  }

  @Test(
    "a file that a person changed since the session wrote it is replaced by force only, whatever it is",
    arguments: [
      "plot data > F.png", "describe run > F.csv", "save notebook \"F.md\"", "save script \"F.gmv\"",
      "save model \"F.safetensors\"", "export weights \"F.safetensors\"", "export latents \"F.npz\"",
      "export latents \"F.csv\"", "export assignments \"F.csv\"", "describe data > F.json",
      "train 1 epoch watch=\"latents-F.png\"", "train 1 epoch watch=\"latents-F.gif\"",
    ])
  func changedFile(text: String) throws {
    let bench = try Workbench(small: "train 1 epoch")
    let forced =
      text.contains(" > ") ? text.replacing(" > ", with: " force=true > ") : text + " force=true"
    try bench.run(text)
    try bench.run(text)
    let name = try #require(bench.folder.names().first { $0.contains("F.") })
    chmod(bench.folder.path(name), 0o600)
    try bench.run(text)
    let mine = Array("what a person wrote".utf8)
    try bench.folder.write(mine, to: name)
    #expect(
      bench.complaint(text)
        == "'\(name)' was changed since this session wrote it — name another file, or add force=true to replace it")
    #expect(bench.folder.bytes(name) == mine)
    try bench.run(forced)
    #expect(bench.folder.bytes(name) != mine)
    var status = stat()
    #expect(stat(bench.folder.path(name), &status) == 0 && status.st_mode & 0o777 == 0o600)
    #expect(bench.folder.names().filter { $0.hasSuffix("partial") } == [])
  }

  @Test("a file that a person removed is written again without a word")
  func removedFile() throws {
    let bench = try Workbench()
    try bench.run(Self.small + "plot data > own.png")
    try FileManager.default.removeItem(atPath: bench.folder.path("own.png"))
    try bench.run("plot data > own.png")
    #expect(bench.folder.names() == ["own.png"])
  }

  @Test(
    "a name with letters that cannot be seen is refused", arguments: ["a\\nb.png", "a\u{1B}[2J.png", "a\u{85}.png"])
  func unseen(name: String) throws {
    let bench = try Workbench()
    let complaint = bench.complaint(Self.small + "plot data > \"\(name)\"")
    #expect(complaint.contains("has letters in it that cannot be seen"), "\(complaint)")
    #expect(bench.folder.names() == [])
    #expect(!bench.rendered(Self.small + "plot data > \"\(name)\"").contains("\u{1B}"))
  }

  @Test("a link is followed to the file it leads to, which is replaced by force only")
  func linkedFile() throws {
    let bench = try Workbench()
    try bench.folder.write([7], to: "there/mine.png")
    try FileManager.default.createSymbolicLink(
      atPath: bench.folder.path("link.png"), withDestinationPath: "there/mine.png")
    #expect(bench.complaint(Self.small + "plot data > link.png").contains("was not written by this session"))
    #expect(bench.folder.bytes("there/mine.png") == [7])
    try bench.run("plot data force=true > link.png; plot data > there/../there/mine.png")
    #expect(
      try FileManager.default.destinationOfSymbolicLink(atPath: bench.folder.path("link.png")) == "there/mine.png")
  }

  @Test("a figure of another session under the next number is left alone, and the next one taken")
  func nextNumber() throws {
    let bench = try Workbench(), other = try Workbench(in: bench.folder)
    for session in [bench, other, bench, other] { try session.run(Self.small + "plot data") }
    #expect(bench.folder.names(in: "figures") == (1...4).map { "00\($0)-data.png" })
  }

  @Test("what cannot be written says why, and leaves nothing behind")
  func unwritable() throws {
    let bench = try Workbench()
    try bench.folder.write([1], to: "file")
    try bench.run(Self.small)
    #expect(
      bench.complaint("plot data > file/x.png")
        == "'file/x.png' cannot be written: not a directory — name a file in a folder; a part of this path is a file")
    let long = String(repeating: "x", count: 300)
    #expect(
      bench.complaint("plot data > \(long).png")
        == "'\(long).png' cannot be written: file name too long — give it a shorter name")
    #expect(
      bench.complaint("plot data > /proc/none/x.png")
        == "'/proc/none/x.png' cannot be written: no such file or directory — name a file in a folder of your own")
    try FileManager.default.createDirectory(atPath: bench.folder.path("folder.png"), withIntermediateDirectories: true)
    #expect(
      bench.complaint("plot data force=true > folder.png")
        == "'folder.png' is a folder — name a file in it: folder.png/name")
    #expect(bench.folder.names() == ["file", "folder.png"])
  }

  @Test("a read-only folder is refused to who is not root", .enabled(if: getuid() != 0))
  func readOnlyFolder() throws {
    let bench = try Workbench()
    try bench.run(Self.small)
    try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: bench.folder.path)
    defer { try? FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: bench.folder.path) }
    #expect(bench.complaint("plot data > x.png").hasPrefix("'x.png' cannot be written: permission denied"))
  }

  @Test("an ending that is no picture's is refused", arguments: ["a", "a.gif", "png", "a.png.txt", ".svgz", "a.csv"])
  func unknownEnding(path: String) throws {
    let bench = try Workbench()
    #expect(
      bench.complaint(Self.small + "plot data > \"\(path)\"").contains("path's ending picks the format"), "\(path)")
    #expect(bench.folder.names() == [])
  }

  @Test("folders that a path names are made, and endings may be in capitals")
  func makesFolders() throws {
    let bench = try Workbench()
    try bench.run(Self.small + "plot data > \"a/b c/ü.PNG\"")
    #expect(bench.folder.names(in: "a/b c") == ["ü.PNG"])
  }

  @Test("a script is read as UTF-8 text or refused")
  func scripts() throws {
    let bench = try Workbench()
    try bench.folder.write([0xFF, 0xFE, 0x41], to: "binary.gmv")
    try bench.folder.write(Array("let n = 3\nload arcs count=200".utf8), to: "good.gmv")
    #expect(try bench.record("source good.gmv")["count"] == .number(200))
    #expect(try bench.number("n") == 3)
    #expect(bench.complaint("source binary.gmv") == "'binary.gmv' is not text in UTF-8 — save the script as UTF-8")
    #expect(
      bench.complaint("source none.gmv")
        == "'none.gmv' cannot be read: no such file or directory — look at the name; Tab completes it")
    #expect(bench.complaint("source \".\"").hasPrefix("'.' cannot be read: is a directory"))
  }

  @Test("completion offers files, folders with a slash, and hidden files only when asked")
  func completes() throws {
    let bench = try Workbench()
    for name in ["a.gmv", "ab/x.gmv", "b.gmv", ".hidden"] { try bench.folder.write([1], to: name) }
    func offered(_ word: String, _ endings: [String] = ["gmv"]) -> [String] {
      bench.session.candidates(for: .path(endings: endings), word: word)
    }
    #expect(offered("a") == ["a.gmv", "ab/"])
    #expect(offered("ab/") == ["ab/x.gmv"])
    #expect(offered(".h") == [".hidden"])
    #expect(offered("") == ["a.gmv", "ab/", "b.gmv"])
    #expect(offered("none/") == [])
    #expect(offered("", []) == ["ab/"] && offered("", ["csv"]) == ["ab/"])
    #expect(offered("b", ["csv"]) == ["b.gmv"], "rather all than none")
    try bench.run("load arcs count=200; model components=3 hidden=4")
    #expect(bench.session.candidates(for: .component, word: "") == ["0", "1", "2"])
  }
}
