import Foundation
import Testing

@testable import Archive

@Suite("Atomic files")
struct AtomicFileTests {
  /// A step of writing a file.
  enum Step: CaseIterable { case create, firstWrite, secondWrite, sync, close, rename, syncFolder }

  /// Files on which one step fails, as it does on a full disk.
  final class FailingFiles: FileSystem {
    private let failing: Step
    private let files = SystemFiles()
    private var writes = 0

    init(_ failing: Step) { self.failing = failing }

    private func attempt(_ step: Step) throws(SystemError) {
      if step == failing { throw SystemError(message: "no space left on device") }
    }

    func create(_ path: String) throws(SystemError) -> Int32 {
      try attempt(.create)
      return try files.create(path)
    }

    func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32, at offset: Int) throws(SystemError) {
      writes += 1
      if writes == 1 {
        // Half of it arrives before the disk is full.
        if failing == .firstWrite {
          try files.write(UnsafeRawBufferPointer(rebasing: bytes.prefix(bytes.count / 2)), to: descriptor, at: offset)
        }
        try attempt(.firstWrite)
      } else {
        try attempt(.secondWrite)
      }
      try files.write(bytes, to: descriptor, at: offset)
    }

    func sync(_ descriptor: Int32) throws(SystemError) {
      try attempt(.sync)
      try files.sync(descriptor)
    }

    func close(_ descriptor: Int32) throws(SystemError) {
      try files.close(descriptor)
      try attempt(.close)
    }

    func rename(_ path: String, to other: String) throws(SystemError) {
      try attempt(.rename)
      try files.rename(path, to: other)
    }

    func syncFolder(_ path: String) throws(SystemError) { try attempt(.syncFolder) }
    func remove(_ path: String) { files.remove(path) }
  }

  let place: TemporaryPlace
  let old = Array("the old file".utf8), new = Array("a new file, longer than the old one".utf8)

  init() throws { place = try TemporaryPlace() }

  @Test("replace the old file by the new one and leave nothing beside it")
  func replaces() throws {
    try place.write(old, to: "file")
    try AtomicFile(place.file("file")).write(new)
    #expect(try place.read("file") == new)
    #expect(place.names == ["file"])
  }

  @Test("that cannot be written leave the old file, whole, and nothing beside it", arguments: Step.allCases)
  func failures(step: Step) throws {
    try place.write(old, to: "file")
    let file = AtomicFile(place.file("file"), files: FailingFiles(step))
    #expect(throws: SystemError(message: "no space left on device")) {
      try file.write { writer in
        try writer.append(Array(new[..<10]))
        try writer.append(Array(new[10...]))
      }
    }
    // The folder is synced after the rename: then the new file is there, whole.
    #expect(try place.read("file") == (step == .syncFolder ? new : old))
    #expect(place.names == ["file"])
  }

  @Test("are as they were where their content cannot be made")
  func contentFails() throws {
    struct NoContent: Error {}
    try place.write(old, to: "file")
    #expect(throws: NoContent.self) {
      try AtomicFile(place.file("file")).write { writer in
        try writer.append(new)
        throw NoContent()
      }
    }
    #expect(try place.read("file") == old)
    #expect(place.names == ["file"])
  }

  @Test("take the leftovers of dead processes with them, and no other file")
  func leftovers() throws {
    let child = Process()
    child.executableURL = URL(filePath: "/bin/true")
    try child.run()
    child.waitUntilExit()
    let dead = child.processIdentifier, alive = getppid()
    let kept = [
      "a.gmvae-\(alive).partial", "a.gmvae-x.partial", "a.gmvae-.partial", "a.gmvae--1.partial", "a.gmvae-0.partial",
      "a.partial", "gmvae-\(dead).partial.txt",
    ]
    for name in kept + ["other.gmvae-\(dead).partial"] { try place.write(old, to: name) }
    try AtomicFile(place.file("file")).write(new)
    #expect(place.names == (kept + ["file"]).sorted())
  }

  @Test("behind a symbolic link are replaced where the link leads")
  func links() throws {
    try FileManager.default.createDirectory(atPath: place.file("disk"), withIntermediateDirectories: true)
    try place.write(old, to: "disk/file")
    try FileManager.default.createSymbolicLink(atPath: place.file("link"), withDestinationPath: "disk/file")
    try AtomicFile(place.file("link")).write(new)
    #expect(try place.read("disk/file") == new)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: place.file("link")) == "disk/file")
  }

  @Test("can be written over at a place")
  func overwrites() throws {
    try AtomicFile(place.file("file")).write { writer in
      try writer.append(Array("0123456789".utf8))
      try writer.overwrite(Array("abc".utf8), at: 2)
      try writer.append(Array("end".utf8))
    }
    #expect(try place.read("file") == Array("01abc56789end".utf8))
  }

  @Test("in a folder that does not exist are an error in the system's words")
  func noFolder() {
    #expect(throws: SystemError(message: "no such file or directory")) {
      try AtomicFile(place.file("none/file")).write(new)
    }
  }
}
