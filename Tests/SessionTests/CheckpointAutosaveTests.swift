import Foundation
import Language
import TestSupport
import Testing

@testable import Session

@Suite("Training saves itself", .serialized)
struct CheckpointAutosaveTests {
  static let start = "load arcs count=1000; model hidden=20; "
  static let always = "set autosave 1e-9; "

  /// What sessions saved by themselves.
  private func saved(_ folder: ScratchFolder) -> [String] { folder.names(in: "state/gmvae") }

  @Test("when it is interrupted, and the next session is offered to go on from it once that one has ended")
  func interrupted() throws {
    let whole = try Workbench()
    var first: Workbench? = try Workbench()
    let folder = try #require(first?.folder)
    #expect(first?.session.offers == [])
    try whole.run(Self.start + "train 3 epochs batch=100")
    try first?.run(Self.start)
    first?.interrupt(beforeStep: 14)
    _ = try? first?.run("train 3 epochs batch=100")
    let second = try Workbench(in: folder)
    #expect(second.session.offers == [], "the first session still lives")
    first = nil
    let file = try #require(saved(folder).first), command = "open model \"\(folder.path("state/gmvae/" + file))\""
    #expect(file.wholeMatch(of: #/autosave-[0-9]{8}-[0-9]{6}-[0-9a-f]{8}\.safetensors/#) != nil)
    #expect(
      second.session.offers == [command + " resumes the training of arcs on arcs (epoch 1, step 3 of the next)"])
    try second.run("load arcs count=1000; \(command); train 2 epochs batch=100")
    #expect(try second.weights() == whole.weights())
    try second.run("save model \"m.safetensors\"")
    #expect(saved(folder) == [], "the person has it in a file of their own")
  }

  @Test("in each of 20 sessions at once, and the next is offered what all of them left")
  func twenty() throws {
    let folder = try ScratchFolder()
    var sessions: [Workbench] = []
    for number in 0..<20 {
      sessions.append(try Workbench(in: folder, seed: UInt64(number + 1)))
      try sessions[number].run(Self.always + "load arcs count=100; model hidden=4; train \(number + 1) steps")
    }
    #expect(saved(folder).count == 20)
    sessions = []
    let next = try Workbench(in: folder)
    let offers = next.session.offers
    #expect(offers.count == 6 && offers.last?.hasPrefix("15 more in ") == true)
    #expect(offers[0].contains("(epoch 20)") || offers[0].contains("step"))
    let steps = try saved(folder).map {
      try next.number("open model \"state/gmvae/\($0)\"; print model.epoch * 100 + model.step")
    }
    #expect(Set(steps).count == 20)
  }

  @Test("when a session ends before that was due, also by an error, if something would be lost")
  func unsaved() throws {
    var session: Workbench? = try Workbench(small: "train 1 epoch")
    let folder = try #require(session?.folder)
    session?.session.end(byItself: false)
    #expect(saved(folder).count == 1)
    session = nil
    #expect(try Workbench(in: folder).session.offers.count == 1)
    for text in ["", "train 1 epoch; save model \"m\"", "set autosave 0; train 1 epoch"] {
      let other = try Workbench(small: text)
      other.session.end(byItself: false)
      #expect(saved(other.folder) == [], "\(text)")
    }
  }

  @Test("and of sessions that ended by themselves the last one's is kept")
  func ended() throws {
    let folder = try ScratchFolder()
    for epochs in 1...3 {
      let session = try Workbench(in: folder)
      try session.run(Self.always + "load arcs count=100; model hidden=4; train \(epochs) epochs")
      session.session.end(byItself: true)
    }
    #expect(saved(folder) == ["autosave.safetensors"])
    #expect(try Workbench(in: folder).session.offers.first?.contains("(epoch 3)") == true)
  }

  @Test("by time, also in the middle of an epoch, without changing a bit")
  func byTime() throws {
    let plain = try Workbench(), saving = try Workbench()
    try saving.run("set autosave 1e-9")
    for session in [plain, saving] { try session.run(Self.start + "train 2 epochs batch=100") }
    #expect(saved(plain.folder) == [])
    let file = try #require(saved(saving.folder).first)
    #expect(try plain.weights() == saving.weights())
    // It also holds what came after the last time.
    try saving.run("open model \"state/gmvae/\(file)\"")
    #expect(try saving.run("print model.epoch") == .number(2))
  }

  @Test("never where 0 minutes say so, not even interrupted")
  func never() throws {
    let bench = try Workbench()
    try bench.run("set autosave 0; " + Self.start)
    bench.interrupt(beforeStep: 14)
    _ = try? bench.run("train 3 epochs batch=100")
    #expect(saved(bench.folder) == [] && bench.session.offers == [])
  }

  @Test("until the person saves the model, and earlier sessions' files stay")
  func discarded() throws {
    let first = try Workbench()
    try first.run(Self.always + Self.start + "train 1 epoch")
    let earlier = saved(first.folder)
    let second = try Workbench(in: first.folder)
    try second.run(Self.always + Self.start + "train 2 epochs")
    #expect(saved(first.folder).count == 2)
    try second.run("save model \"m\"")
    #expect(saved(first.folder) == earlier)
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
    session.session.state.models.current?.model.parameters["decoder.heads.bias"]?.value.buffer.pointer[2] = .nan
    let message = session.rendered("train 3 epochs")
    #expect(message.contains("training stopped in epoch 2 at step 1: the reconstruction term is not finite"))
    #expect(message.contains("the model is back as it was after 1 epoch"))
    #expect(try session.run("print model.epoch") == .number(1))
  }
}
