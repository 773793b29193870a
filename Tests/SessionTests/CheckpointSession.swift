import Foundation
import Language

@testable import Session

/// A session in a folder of its own, which lasts as long as the value.
final class CheckpointSession {
  let folder: String
  let session: Session
  private let interpreter: Interpreter
  private final class Listener {
    var notes: [String] = []
    var stepsLeft = Int.max
  }
  private let listener: Listener

  /// A session in the folder of another, or in a new one.
  init(in folder: String? = nil, threads: Int? = nil, autosaveMinutes: Double = 5) throws {
    let path = folder ?? FileManager.default.temporaryDirectory.appending(path: "gmvae-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    self.folder = path
    let listener = Listener()
    self.listener = listener
    let environment = SessionEnvironment(
      workingFolder: path, variables: ["XDG_STATE_HOME": path + "/state"], threads: threads,
      isInterrupted: {
        listener.stepsLeft -= 1
        return listener.stepsLeft < 0
      }, note: { listener.notes.append($0) })
    session = Session(environment)
    session.settings[.autosave] = .number(autosaveMinutes)
    interpreter = Interpreter(host: session)
  }

  /// Interrupts the next training after so many steps.
  func interrupt(afterSteps steps: Int) { listener.stepsLeft = steps }

  /// What was told beside the values since this was last asked.
  func takeNotes() -> [String] {
    defer { listener.notes = [] }
    return listener.notes
  }

  /// Runs statements and gives the last value.
  @discardableResult
  func run(_ text: String) throws -> Value {
    var last = Value.nothing
    try interpreter.run(SourceText(name: "test", text: text)) { _, value in last = value }
    listener.stepsLeft = .max
    return last
  }

  /// The message of an error; empty where there is none.
  func message(_ text: String) -> String {
    do {
      try run(text)
      return ""
    } catch let error as Diagnostic {
      return error.rendered()
    } catch {
      return "\(error)"
    }
  }

  func path(_ name: String) -> String { folder + "/" + name }

  func read(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(filePath: path(name)))) }

  func write(_ bytes: [UInt8], to name: String) throws { try Data(bytes).write(to: URL(filePath: path(name))) }

  /// The bytes of all weights.
  func weights() throws -> [UInt8] {
    try run("export weights \"weights\" force=true")
    return try read("weights")
  }

  func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }
}
