import Foundation
import TestSupport
import Testing

@Suite("A program that is to be safe")
struct SafetyTests {
  /// A program whose folder `here` is the working folder, with a file outside of it and links that lead there.
  static func prepared() throws -> Program {
    let program = try Program()
    for name in ["outside.csv", "here/inside.csv", "here/deep/own.csv"] {
      try program.folder.write(Array("a,b\n1,2\n3,4\n5,6\n7,8\n9,1\n".utf8), to: name)
    }
    try program.folder.write(Array("print 7".utf8), to: "outside.gmv")
    let files = FileManager.default
    try files.createSymbolicLink(atPath: program.folder.path("here/link.csv"), withDestinationPath: "../outside.csv")
    try files.createSymbolicLink(atPath: program.folder.path("here/up"), withDestinationPath: "..")
    try files.createSymbolicLink(atPath: program.folder.path("here/new.png"), withDestinationPath: "../made.png")
    return program
  }

  private func run(_ text: String, _ flags: String, in program: Program) throws -> Program.Run {
    try program.shell("cd here && \"$GMVAE\" -q \(flags) -c '\(text)'")
  }

  static let outside = [
    "load csv ../outside.csv", "load csv deep/../../outside.csv", "load csv link.csv", "load csv up/outside.csv",
    "load csv inside.csv test=link.csv", "load npy up/outside.csv", "load images up", "load mnist dir=../x",
    "source ../outside.gmv", "open model up/x.safetensors", "load arcs; plot data > ../made.png",
    "load arcs; plot data > new.png force=true", "load arcs; plot data > up/made.png",
    "load arcs; plot data > up/made/x.png", "load arcs; plot data > ~/made.png",
    "load arcs; plot data > /tmp/../made.png",
    "load arcs; plot data > none/../../made.png", "load arcs; model; save model ../made.safetensors",
    "load arcs; set figures ..; plot data", "load arcs; model; export latents up/made.npz",
  ]

  @Test("reads and writes nothing outside, whatever links and dots lead there", arguments: outside)
  func refuses(text: String) throws {
    let program = try Self.prepared()
    let run = try run(text, "--safe", in: program)
    #expect(run.status == 1)
    #expect(run.messages.contains("outside of the folders that --safe allows"), "\(run.messages)")
    #expect(program.folder.names().filter { $0.hasPrefix("made") } == [])
  }

  @Test("reads and writes below the working folder, where data sets are looked for, and below what is allowed")
  func allows() throws {
    let program = try Self.prepared()
    let text = """
      load csv inside.csv; load csv deep/../deep/own.csv; load arcs count=200; plot data > deep/new/x.png;
      plot data; set figures pictures; plot data
      """
    #expect(try run(text, "--safe", in: program).status == 0)
    #expect(try run("load csv ../outside.csv; load csv link.csv", "--safe --allow ..", in: program).status == 0)
    #expect(try run("load csv ../outside.csv", "", in: program).status == 0)
    #expect(try run("load csv ../outside.csv", "--safe --allow deep", in: program).status == 1)
  }

  @Test("a picture in a folder that is a link to one outside is not read")
  func linkedPictures() throws {
    let program = try Self.prepared()
    let png = try Data(
      contentsOf: URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "DataTests/Files/gray.png"))
    try program.folder.write(png, to: "secret/x.png")
    for name in ["a/1.png", "a/2.png", "b/1.png", "b/2.png"] { try program.folder.write(png, to: "here/p/\(name)") }
    #expect(try run("load images p size=4 test=0.5", "--safe", in: program).status == 0)
    try FileManager.default.createSymbolicLink(
      atPath: program.folder.path("here/p/c"), withDestinationPath: "../../secret")
    let run = try run("load images p size=4 test=0.5", "--safe", in: program)
    #expect(run.status == 1 && run.messages.contains("outside"), "\(run.messages)")
  }

  @Test("the script that the person names is read wherever it is, what it sources is not")
  func namedScript() throws {
    let program = try Self.prepared()
    #expect(try program.shell("cd here && \"$GMVAE\" run --safe ../outside.gmv").results == "7\n")
    try program.folder.write(Array("source ../outside.gmv".utf8), to: "here/s.gmv")
    #expect(try program.shell("cd here && \"$GMVAE\" run --safe s.gmv").status == 1)
  }
}
