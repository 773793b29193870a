import Foundation
import TestSupport
import Testing

@testable import Files

@Suite("Atomic files")
struct AtomicFileTests {
  /// A step of writing a file.
  enum Step: CaseIterable { case create, firstWrite, secondWrite, sync, rename, syncFolder }

  /// Files on which one step fails, as it does on a full disk.
  final class FailingFiles: FileSystem {
    private let failing: Step
    private let files = SystemFiles()
    private var writes = 0

    init(_ failing: Step) { self.failing = failing }

    private func attempt(_ step: Step) throws(SystemError) {
      if step == failing { throw SystemError(message: "no space left on device") }
    }

    func create(_ name: String, in folder: Folder, mode: mode_t) throws(SystemError) -> Int32 {
      try attempt(.create)
      return try files.create(name, in: folder, mode: mode)
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

    func rename(_ name: String, to other: String, in folder: Folder, isReplacing: Bool) throws(SystemError) {
      try attempt(.rename)
      try files.rename(name, to: other, in: folder, isReplacing: isReplacing)
    }

    func syncFolder(_ folder: Folder) throws(SystemError) { try attempt(.syncFolder) }
  }

  let place: ScratchFolder
  let old = Array("the old file".utf8), new = Array("a new file, longer than the old one".utf8)

  init() throws { place = try ScratchFolder() }

  private func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(atPath: place.path(name), withDestinationPath: target)
  }

  @Test("replace the old file by the new one and leave nothing beside it")
  func replaces() throws {
    try place.write(old, to: "file")
    try AtomicFile(place.path("file")).write(new)
    #expect(place.bytes("file") == new)
    #expect(place.names() == ["file"])
  }

  @Test("that cannot be written leave the old file, whole, and nothing beside it", arguments: Step.allCases)
  func failures(step: Step) throws {
    try place.write(old, to: "file")
    let file = AtomicFile(place.path("file"), files: FailingFiles(step))
    #expect(throws: SystemError(message: "no space left on device")) {
      try file.write { writer in
        try writer.append(Array(new[..<10]))
        try writer.append(Array(new[10...]))
      }
    }
    // The folder is synced after the rename: then the new file is there, whole.
    #expect(place.bytes("file") == (step == .syncFolder ? new : old))
    #expect(place.names() == ["file"])
  }

  @Test("are as they were if their content cannot be made")
  func contentFails() throws {
    struct NoContent: Error {}
    try place.write(old, to: "file")
    #expect(throws: NoContent.self) {
      try AtomicFile(place.path("file")).write { writer in
        try writer.append(new)
        throw NoContent()
      }
    }
    #expect(place.bytes("file") == old)
    #expect(place.names() == ["file"])
  }

  @Test("keep their permissions, and are nobody else's to read while they are written")
  func permissions() throws {
    try place.write(old, to: "file")
    for mode in [0o600, 0o640, 0o755, 0o444] as [mode_t] {
      chmod(place.path("file"), mode)
      try AtomicFile(place.path("file")).write { writer in
        try writer.append(new)
        let temporary = try #require(place.names().first { $0 != "file" })
        #expect(self.mode(temporary) == 0o600)
      }
      #expect(self.mode("file") == mode)
    }
    try AtomicFile(place.path("other")).write(new)
    let mask = umask(0)
    umask(mask)
    #expect(mode("other") == 0o666 & ~mask)
  }

  @Test("keep their owner, if the administrator replaces them", .enabled(if: getuid() == 0))
  func owner() throws {
    try place.write(old, to: "file")
    chown(place.path("file"), 65534, 65534)
    try AtomicFile(place.path("file")).write(new)
    var status = stat()
    stat(place.path("file"), &status)
    #expect(status.st_uid == 65534 && status.st_gid == 65534)
  }

  private func mode(_ name: String) -> mode_t {
    var status = stat()
    return lstat(place.path(name), &status) == 0 ? status.st_mode & 0o7777 : 0
  }

  @Test("have temporary names that nobody can guess, and none twice")
  func temporaryNames() throws {
    var names: Set<String> = []
    for _ in 0..<100 {
      try AtomicFile(place.path("file")).write { _ in names.formUnion(place.names().filter { $0 != "file" }) }
    }
    #expect(names.count == 100)
    #expect(names.allSatisfy { $0.wholeMatch(of: #/\.gmvae-[0-9a-f]{16}\.partial/#) != nil })
  }

  @Test("are written into no file that is there already, and through no link")
  func foreignTemporary() throws {
    try place.write(old, to: "target")
    try link("link", to: "target")
    let folder = try Folder(place.path)
    for name in ["target", "link"] {
      #expect(throws: SystemError.exists) { try SystemFiles().create(name, in: folder, mode: 0o600) }
    }
    #expect(place.bytes("target") == old)
  }

  @Test("that are to be new take the place of nothing, also not of a file that appears meanwhile")
  func takesNothing() throws {
    try place.write(old, to: "file")
    #expect(throws: SystemError.exists) {
      try AtomicFile(place.path("file")).write(replacing: .nothing) { try $0.append(new) }
    }
    #expect(throws: SystemError.exists) {
      try AtomicFile(place.path("late")).write(replacing: .nothing) { writer in
        try writer.append(new)
        try place.write(old, to: "late")
      }
    }
    #expect(place.bytes("file") == old && place.bytes("late") == old)
    #expect(place.names() == ["file", "late"])
  }

  @Test("take the place of a known file only while nobody has changed it")
  func changed() throws {
    let file = AtomicFile(place.path("file"))
    let first = try #require(try file.write { try $0.append(old) }.identity)
    let second = try #require(try file.write(replacing: .only(first)) { try $0.append(new) }.identity)
    #expect(throws: SystemError.changed) { try file.write(replacing: .only(first)) { try $0.append(old) } }
    try place.write(old, to: "file")
    #expect(throws: SystemError.changed) { try file.write(replacing: .only(second)) { try $0.append(new) } }
    #expect(place.bytes("file") == old)
    try FileManager.default.removeItem(atPath: place.path("file"))
    try file.write(replacing: .only(second)) { try $0.append(new) }
    #expect(place.bytes("file") == new)
  }

  @Test("of dead processes are taken away, those of living ones and other files are not")
  func leftovers() throws {
    let dead = ".gmvae-0123456789abcdef.partial"
    let kept = [
      "a.gmvae-0123456789abcdef.partial", ".gmvae-0123456789abcde.partial", ".gmvae-0123456789abcdeg.partial",
      ".gmvae-.partial", "a.partial", ".gmvae-0123456789abcdef.partial.txt",
    ]
    for name in kept + [dead] { try place.write(old, to: name) }
    try link(".gmvae-0123456789abcde0.partial", to: "a.partial")
    try AtomicFile(place.path("file")).write { writer in
      Leftovers.remove(in: place.path)
      try writer.append(new)
    }
    #expect(place.names() == (kept + [".gmvae-0123456789abcde0.partial", "file"]).sorted())
    #expect(place.bytes("file") == new)
  }

  @Test("behind a symbolic link are replaced where the link leads")
  func links() throws {
    try place.write(old, to: "disk/file")
    try link("link", to: "disk/file")
    try AtomicFile(place.path("link")).write(new)
    #expect(place.bytes("disk/file") == new)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: place.path("link")) == "disk/file")
  }

  @Test("can be written over at a place")
  func overwrites() throws {
    try AtomicFile(place.path("file")).write { writer in
      try writer.append(Array("0123456789".utf8))
      try writer.overwrite(Array("abc".utf8), at: 2)
      try writer.append(Array("end".utf8))
    }
    #expect(place.bytes("file") == Array("01abc56789end".utf8))
  }

  @Test("in a folder that does not exist are an error in the system's words, or make it")
  func noFolder() throws {
    #expect(throws: SystemError(message: "no such file or directory")) {
      try AtomicFile(place.path("none/file")).write(new)
    }
    try AtomicFile(place.path("none/deep/file")).write(folderMode: 0o700) { try $0.append(new) }
    #expect(place.bytes("none/deep/file") == new && mode("none") == 0o700 && mode("none/deep") == 0o700)
  }
}
