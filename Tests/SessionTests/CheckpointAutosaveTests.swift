import Foundation
import Language
import Testing

@testable import Session

@Suite("Training saves itself", .serialized)
struct CheckpointAutosaveTests {
  static let start = "load arcs count=1000; model hidden=20; "
  static let always = "set autosave 1e-9; "
  static let file = "state/gmvae/autosave.safetensors"

  @Test("when it is interrupted, and the next session is offered to go on from it")
  func interrupted() throws {
    let whole = try Workbench(), first = try Workbench()
    #expect(first.session.offer == nil)
    try whole.run(Self.start + "train 3 epochs batch=100")
    try first.run(Self.start)
    first.interrupt(beforeStep: 14)
    _ = try? first.run("train 3 epochs batch=100")
    let second = try Workbench(in: first.folder)
    let offer = try #require(second.session.offer)
    let command = "open model \"\(first.folder.path(Self.file))\""
    #expect(offer == command + " goes on from the training of arcs on arcs (epoch 1, step 3 of the next)")
    try second.run("load arcs count=1000; \(command); train 2 epochs batch=100")
    #expect(try second.weights() == whole.weights())
  }

  @Test("by time, also in the middle of an epoch, without changing a bit")
  func byTime() throws {
    let plain = try Workbench(), saving = try Workbench()
    try saving.run("set autosave 1e-9")
    for session in [plain, saving] { try session.run(Self.start + "train 2 epochs batch=100") }
    #expect(plain.folder.bytes(Self.file) == nil && saving.folder.bytes(Self.file) != nil)
    #expect(try plain.weights() == saving.weights())
    // It also holds what came after the last time.
    try saving.run("open model \"\(Self.file)\"")
    #expect(try saving.run("print model.epoch") == .number(2))
  }

  @Test("never where 0 minutes say so, not even interrupted")
  func never() throws {
    let bench = try Workbench()
    try bench.run("set autosave 0; " + Self.start)
    bench.interrupt(beforeStep: 14)
    _ = try? bench.run("train 3 epochs batch=100")
    #expect(bench.folder.bytes(Self.file) == nil && bench.session.offer == nil)
  }

  @Test("until the person saves the model, and an earlier session's file is kept beside")
  func discarded() throws {
    let first = try Workbench()
    try first.run(Self.always + Self.start + "train 1 epoch")
    let earlier = try first.read(Self.file)
    let second = try Workbench(in: first.folder)
    try second.run(Self.always + Self.start + "train 2 epochs; save model \"m\"")
    #expect(second.folder.bytes(Self.file) == nil && second.session.offer == nil)
    #expect(try second.read("state/gmvae/autosave-before.safetensors") == earlier)
  }

  @Test("and where that fails goes on all the same, with one note")
  func failing() throws {
    let session = try Workbench()
    try session.folder.write([], to: "state")
    try session.run(Self.always + Self.start + "train 2 epochs")
    let notes = session.takeNotes()
    #expect(notes.count == 1 && notes.first?.hasPrefix("training is not saved automatically: ") == true)
    #expect(try session.run("print model.epoch") == .number(2))
  }

  @Test("a value that is not finite is named, and the model is back where it was")
  func divergence() throws {
    let session = try Workbench()
    try session.run(Self.always + Self.start + "train 1 epoch")
    session.session.current?.model.parameters["decoder.heads.bias"]?.value.buffer.pointer[2] = .nan
    let message = session.rendered("train 3 epochs")
    #expect(message.contains("training stopped in epoch 2 at step 1: the reconstruction term is not finite"))
    #expect(message.contains("the model is back as it was after 1 epoch"))
    #expect(try session.run("print model.epoch") == .number(1))
  }
}
