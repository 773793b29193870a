import Foundation
import Language
import Testing

@testable import Session

@Suite("Training saves itself", .serialized)
struct CheckpointAutosaveTests {
  static let start = "load arcs count=1000; model hidden=20; "
  static let file = "state/gmvae/autosave.safetensors"

  @Test("when it is interrupted, and the next session is offered to go on from it")
  func interrupted() throws {
    let whole = try CheckpointSession(), first = try CheckpointSession()
    #expect(first.session.offer == nil)
    try whole.run(Self.start + "train 3 epochs batch=100")
    try first.run(Self.start)
    first.interrupt(afterSteps: 13)
    _ = try? first.run("train 3 epochs batch=100")
    let second = try CheckpointSession(in: first.folder)
    let offer = try #require(second.session.offer)
    let command = "open model \"\(first.path(Self.file))\""
    #expect(offer == command + " goes on from the training of arcs on arcs (epoch 1, step 3 of the next)")
    try second.run("load arcs count=1000; \(command); train 2 epochs batch=100")
    #expect(try second.weights() == whole.weights())
  }

  @Test("by time, also in the middle of an epoch, without changing a bit")
  func byTime() throws {
    let plain = try CheckpointSession(), saving = try CheckpointSession(autosaveMinutes: 0)
    for session in [plain, saving] { try session.run(Self.start + "train 2 epochs batch=100") }
    #expect(!plain.exists(Self.file) && saving.exists(Self.file))
    #expect(try plain.weights() == saving.weights())
    // It also holds what came after the last time.
    try saving.run("open model \"\(Self.file)\"")
    #expect(try saving.run("print model.epoch") == .number(2))
  }

  @Test("until the person saves the model, and an earlier session's file is kept beside")
  func discarded() throws {
    let first = try CheckpointSession(autosaveMinutes: 0)
    try first.run(Self.start + "train 1 epoch")
    let earlier = try first.read(Self.file)
    let second = try CheckpointSession(in: first.folder, autosaveMinutes: 0)
    try second.run(Self.start + "train 2 epochs; save model \"m\"")
    #expect(!second.exists(Self.file) && second.session.offer == nil)
    #expect(try second.read("state/gmvae/autosave-before.safetensors") == earlier)
  }

  @Test("and where that fails goes on all the same, with one note")
  func failing() throws {
    let session = try CheckpointSession(autosaveMinutes: 0)
    try session.write([], to: "state")
    try session.run(Self.start + "train 2 epochs")
    let notes = session.takeNotes()
    #expect(notes.count == 1 && notes.first?.hasPrefix("training is not saved automatically: ") == true)
    #expect(try session.run("print model.epoch") == .number(2))
  }

  @Test("a value that is not finite is named, and the model is back where it was")
  func divergence() throws {
    let session = try CheckpointSession(autosaveMinutes: 0)
    try session.run(Self.start + "train 1 epoch")
    session.session.current?.model.parameters["decoder.heads.bias"]?.value.buffer.pointer[2] = .nan
    let message = session.message("train 3 epochs")
    #expect(message.contains("training stopped in epoch 2 at step 1: the reconstruction term is not finite"))
    #expect(message.contains("the model is back as it was after 1 epoch"))
    #expect(try session.run("print model.epoch") == .number(1))
  }
}
