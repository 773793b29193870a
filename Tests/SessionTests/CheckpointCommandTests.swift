import Foundation
import Language
import TestSupport
import Testing

@testable import Session

@Suite("Saving and opening models", .serialized)
struct CheckpointCommandTests {
  static let start = "load arcs count=1000; model hidden=20; "
  static let training = "rate=2e-3 batch=100 lambda=1"

  @Test("training goes on in another session as if it had not been interrupted")
  func goesOn() throws {
    let whole = try Workbench(), first = try Workbench()
    try whole.run(Self.start + "train 3 epochs \(Self.training)")
    try first.run(Self.start)
    first.interrupt(beforeStep: 15)
    _ = try? first.run("train 3 epochs \(Self.training)")
    try first.run("save model \"half.safetensors\"")
    let second = try Workbench(in: first.folder)
    try second.run("load arcs count=1000; open model \"half.safetensors\"; train 2 epochs \(Self.training)")
    #expect(second.takeNotes() == [])
    #expect(try second.weights() == whole.weights())
    #expect(try second.run("print elbo") == whole.run("print elbo"))
    #expect(
      second.session.state.models.current?.history.map(\.train)
        == whole.session.state.models.current?.history.map(\.train))
  }

  @Test("needs no data to draw samples, tell its training and export its weights")
  func withoutData() throws {
    let first = try Workbench()
    try first.run(Self.start + "train 2 epochs; save model \"m\"")
    let second = try Workbench(in: first.folder)
    try second.run("open model \"m\"; sample all count=3 > \"s.png\"; plot history > \"h.png\"; describe run")
    #expect(second.folder.bytes("s.png") != nil && second.folder.bytes("h.png") != nil)
    #expect(try second.run("print model.epoch") == .number(2))
    #expect(try second.weights() == first.weights())
    #expect(second.rendered("train 1 epoch").contains("no data is loaded"))
  }

  @Test("training on other data than before is told, and allowed")
  func otherData() throws {
    let session = try Workbench()
    try session.run(Self.start + "train 1 epoch; save model \"m\"; load arcs count=1000 seed=9; train 1 epoch")
    let notes = session.takeNotes()
    #expect(notes.count == 1 && notes.first?.contains("trained on other data (arcs, checksum") == true)
    try session.run("train 1 epoch; save model \"m\"; open model \"m\"; train 1 epoch")
    #expect(session.takeNotes() == [])
  }

  @Test("another number of threads goes on with the same bits, and needs no word")
  func otherThreads() throws {
    let first = try Workbench(threads: 2)
    try first.run(Self.start + "train 1 epoch; save model \"m\"; train 1 epoch")
    let second = try Workbench(in: first.folder, threads: 1)
    try second.run("load arcs count=1000; open model \"m\"; train 1 epoch")
    #expect(second.takeNotes() == [])
    #expect(try second.weights() == first.weights())
  }

  @Test("a file that the session did not write is replaced by force alone")
  func overwriting() throws {
    let session = try Workbench()
    try session.folder.write([1, 2, 3], to: "m")
    try session.run(Self.start)
    for command in ["save model \"m\"", "export weights \"m\""] {
      #expect(session.rendered(command).contains("'m' exists and was not written by this session"))
    }
    #expect(try session.read("m") == [1, 2, 3])
    try session.run("save model \"m\" force=true; save model \"m\"; open model \"m\"")
  }

  @Test("a file that cannot be opened is refused with the reason, and the session is as it was")
  func refused() throws {
    let session = try Workbench()
    try session.run(Self.start + "train 1 epoch; save model \"m\"; train 1 epoch; export weights \"w\"")
    let weights = try session.weights()
    let whole = try session.read("m")
    var damaged = whole
    damaged[whole.count / 2] ^= 4
    try session.folder.write(damaged, to: "damaged")
    try session.folder.write(Array(whole.dropLast()), to: "cut")
    try session.folder.write(Array("a text".utf8), to: "text")
    for (file, reason) in [
      ("damaged", "it is damaged: its checksum does not match"), ("cut", "its header speaks of"),
      ("text", "it has 6 bytes and no header"), ("w", "weights without their training"),
      (".", "it is a folder, and a file was expected"),
      ("none", "no such file or directory"),
    ] {
      let message = session.rendered("open model \"\(file)\"")
      #expect(message.contains("'\(file)' cannot be opened: ") && message.contains(reason), "\(message)")
      #expect(message.contains("the session is as it was"))
    }
    #expect(try session.run("print model.epoch") == .number(2) && session.weights() == weights)
    #expect(session.takeNotes() == [])
  }

  /// `GMVAE_DAMAGES=100000` tries that many.
  static let damages = Int(ProcessInfo.processInfo.environment["GMVAE_DAMAGES"] ?? "") ?? 300

  @Test("damaged copies of a checkpoint are all refused")
  func damaged() throws {
    var generator = SeededGenerator(6)
    let session = try Workbench()
    try session.run("load arcs count=1000; model hidden=4; train 1 epoch; save model \"m\"")
    let whole = try session.read("m"), before = session.state, weights = try session.weights()
    for index in 0..<Self.damages {
      var bytes = whole
      if index % 2 == 0 {
        bytes[generator.number(below: whole.count)] ^= 1 << generator.number(below: 8)
      } else {
        bytes.removeLast(1 + generator.number(below: whole.count))
      }
      try session.folder.write(bytes, to: "damaged")
      #expect(session.rendered("open model \"damaged\"").contains("cannot be opened"), "\(generator): \(index)")
    }
    #expect(try session.state == before && session.weights() == weights)
  }

  @Test("a model with a value that is not finite is not saved")
  func notFinite() throws {
    let session = try Workbench()
    try session.run(Self.start + "save model \"m\"")
    let before = try session.read("m")
    session.session.state.models.current?.model.parameters["decoder.heads.bias"]?.value.buffer.pointer[0] = .nan
    #expect(session.rendered("save model \"m\"").contains("decoder.heads.bias has a value that is not finite"))
    #expect(try session.read("m") == before)
  }
}
