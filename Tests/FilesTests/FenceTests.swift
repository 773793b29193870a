import CSystem
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Files

@Suite("Behind a fence")
struct FenceTests {
  let place: ScratchFolder
  let fence: FileFence

  /// A folder `in` that is fenced, one `out` beside it, and links between them.
  init() throws {
    place = try ScratchFolder()
    for name in ["in/file", "in/deep/file", "out/file"] { try place.write(Array(name.utf8), to: name) }
    for (name, target) in [
      ("in/link", "../out/file"), ("in/up", "../out"), ("in/own", "deep"), ("in/absolute", place.path("in/file")),
      ("in/new", "../out/new"), ("in/loop", "loop"), ("out/back", "../in"),
    ] {
      try FileManager.default.createSymbolicLink(atPath: place.path(name), withDestinationPath: target)
    }
    fence = FileFence(around: [place.path("in"), place.path("later")])
  }

  private func read(_ name: String) throws(SystemError) -> String {
    let descriptor = try Opening.file(place.path(name), within: fence)
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 100)
    return String(decoding: bytes[..<pread(descriptor, &bytes, 100, 0)], as: UTF8.self)
  }

  @Test(
    "files below its folders are opened, by whatever path",
    arguments: [
      ("in/file", "in/file"), ("in/deep/../file", "in/file"), ("in/own/file", "in/deep/file"),
      ("in/absolute", "in/file"),
      ("out/back/deep/file", "in/deep/file"), ("out/../in/./file", "in/file"),
    ])
  func opens(path: String, content: String) throws { #expect(try read(path) == content) }

  @Test(
    "nothing outside is opened, made or listed",
    arguments: [
      "out/file", "in/../out/file", "in/link", "in/up/file", "in/up/none", "in/new", "in/none/../../out/new",
      "/etc/passwd",
      "out/back/up/file",
    ])
  func refuses(path: String) throws {
    let whole = path.hasPrefix("/") ? path : place.path(path)
    #expect(throws: SystemError.outside) { try Opening.file(whole, within: fence) }
    #expect(throws: SystemError.outside) { try Folder(whole, within: fence) }
    #expect(throws: SystemError.outside) {
      try AtomicFile(whole, within: fence).write(folderMode: 0o777) { try $0.append([1]) }
    }
    #expect(place.names(in: "out") == ["back", "file"])
  }

  @Test("a folder that is made later counts from then on")
  func later() throws {
    try AtomicFile(place.path("later/deep/file"), within: fence).write(folderMode: 0o777) {
      try $0.append([1 as UInt8])
    }
    #expect(place.bytes("later/deep/file") == [1])
  }

  @Test("a link that leads to itself is an error")
  func loop() { #expect(throws: SystemError.self) { try read("in/loop") } }

  @Test("a folder that is exchanged for a link again and again never leads out")
  func exchanged() throws {
    let ends = Atomic(false), place = place
    for name in ["in/a/file", "out/file"] { try place.write(Array(name.utf8), to: name) }
    try FileManager.default.createSymbolicLink(atPath: place.path("in/b"), withDestinationPath: place.path("out"))
    let exchanges = Thread { [a = place.path("in/a"), b = place.path("in/b"), c = place.path("in/c")] in
      while !ends.load(ordering: .relaxed) {
        rename(a, c)
        rename(b, a)
        rename(a, b)
        rename(c, a)
      }
    }
    exchanges.start()
    defer { ends.store(true, ordering: .relaxed) }
    var inside = 0
    for number in 0..<4000 {
      if number % 2 == 0 {
        if let text = try? read("in/a/file") {
          #expect(text == "in/a/file")
          inside += 1
        }
      } else {
        _ = try? AtomicFile(place.path("in/a/made"), within: fence).write { try $0.append([1]) }
      }
    }
    #expect(inside > 0)
    #expect(place.names(in: "out") == ["back", "file"])
  }

  @Test("step by step, as on old kernels, the same is opened")
  func stepwise() throws {
    for name in ["in/file", "in/deep/file", "in//deep/file"] {
      let descriptor = gm_open_stepwise(place.path(name), O_RDONLY, 0)
      #expect(descriptor >= 0, "\(name)")
      close(descriptor)
    }
    let root = gm_open_stepwise("/", O_RDONLY | O_DIRECTORY, 0)
    #expect(root >= 0)
    close(root)
    for name in ["in/link", "in/up/file", "in/absolute", "in/own/file"] {
      #expect(gm_open_stepwise(place.path(name), O_RDONLY, 0) == -1, "\(name)")
      #expect(gm_open_unlinked(place.path(name), O_RDONLY, 0) == -1, "\(name)")
    }
  }

  @Test("pipes, sockets, devices and folders are no files, and nobody waits for them")
  func otherKinds() throws {
    mkfifo(place.path("in/pipe"), 0o600)
    let expected = [("in/pipe", "a pipe"), ("in/deep", "a folder")]
    for (name, kind) in expected {
      #expect(throws: SystemError(message: "it is \(kind), and a file was expected")) { try read(name) }
    }
    #expect(throws: SystemError(message: "it is a device, and a file was expected")) {
      try Opening.file("/dev/zero", within: nil)
    }
    #expect(throws: SystemError(message: "it is a pipe or device, and a file was expected")) {
      try Opening.end(of: place.path("in/pipe"))
    }
  }
}
