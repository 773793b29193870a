import Language
import Synchronization
import TestSupport

@testable import Session

/// A session in a folder of its own with an interpreter before it, as the prompt has it.
final class Workbench {
  let folder: ScratchFolder
  let session: Session
  let interpreter: Interpreter
  private let world = World()

  /// What the session asks and tells while it works.
  private final class World {
    var isInterrupted: (Int) -> Bool = { _ in false }
    /// Threads that work side by side ask too.
    private let count = Atomic(0)
    var asked: Int {
      get { count.load(ordering: .relaxed) }
      set { count.store(newValue, ordering: .relaxed) }
    }
    var progress: [Progress] = []
    var notes: [String] = []

    func ask() -> Bool { isInterrupted(count.add(1, ordering: .relaxed).newValue) }
  }

  /// A session in the folder of another, or in a new one.
  init(data: String? = nil, in folder: ScratchFolder? = nil, threads: Int = 2, seed: UInt64 = 1) throws {
    self.folder = try folder ?? ScratchFolder()
    let world = world
    var variables = ["XDG_STATE_HOME": self.folder.path("state")]
    variables["GMVAE_DATA"] = data
    var environment = SessionEnvironment(
      workingFolder: self.folder.path, variables: variables, threads: threads,
      isInterrupted: { world.ask() }, progress: { world.progress.append($0) }, note: { world.notes.append($0) })
    environment.seed = seed
    environment.startScript = { [folder = self.folder] start in ScriptHere(start, in: folder) }
    session = Session(environment)
    interpreter = Interpreter(host: session)
  }

  /// A session with a model of three components on 500 points, after which `text` was run.
  convenience init(small text: String) throws {
    try self.init()
    try run("load arcs count=500; model components=3 hidden=8; " + text)
  }

  /// Everything the session told of its progress.
  var progress: [Progress] { world.progress }

  /// What was told beside the values since this was last asked.
  func takeNotes() -> [String] {
    defer { world.notes = [] }
    return world.notes
  }

  /// Interrupts training before its step number `step`, once.
  func interrupt(beforeStep step: Int) {
    world.asked = 0
    world.isInterrupted = { $0 == step }
  }

  /// Interrupts from the time on that this was asked `step` times, until `goOn`.
  func interrupt(fromStep step: Int) {
    world.asked = 0
    world.isInterrupted = { $0 >= step }
  }

  /// How often the session asked whether it is interrupted since that was last arranged.
  var asked: Int { world.asked }

  /// Interrupts nothing any more.
  func goOn() { world.isInterrupted = { _ in false } }

  /// Runs a text and gives the value of its last statement that has one.
  @discardableResult
  func run(_ text: String) throws -> Value {
    var last = Value.nothing
    try interpreter.run(SourceText(name: "test", text: text)) { last = $1 }
    return last
  }

  /// The record a text gives.
  func record(_ text: String) throws -> Record {
    guard case .record(let record) = try run(text) else { throw Surprise("\(text) gave no record") }
    return record
  }

  /// The number a text gives.
  func number(_ text: String) throws -> Double {
    guard case .number(let number) = try run(text) else { throw Surprise("\(text) gave no number") }
    return number
  }

  /// The table a text gives.
  func table(_ text: String) throws -> Table {
    guard case .table(let table) = try run(text) else { throw Surprise("\(text) gave no table") }
    return table
  }

  /// What is wrong with a text and the way out, in one line; empty if nothing is.
  func complaint(_ text: String) -> String {
    do {
      try run(text)
      return ""
    } catch let error as Diagnostic {
      return error.message + (error.hint.map { " — " + $0 } ?? "")
    } catch let error as Diagnostics {
      return error.all.map { $0.message + ($0.hint.map { " — " + $0 } ?? "") }.joined(separator: "\n")
    } catch {
      return "\(error)"
    }
  }

  /// What is wrong with a text as it is shown to a person.
  func rendered(_ text: String) -> String {
    do {
      try run(text)
      return ""
    } catch let error as Diagnostic {
      return error.rendered()
    } catch {
      return (error as? Diagnostics)?.rendered() ?? "\(error)"
    }
  }

  /// The bytes of all weights.
  func weights() throws -> [UInt8] {
    try run("export weights \"weights\" force=true")
    return try read("weights")
  }

  /// The same without the header, which tells names, merges and the data as well.
  func tensors() throws -> [UInt8] {
    let bytes = try weights()
    let header = bytes.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
    return Array(bytes.dropFirst(8 + header))
  }

  /// The bytes of a file in the folder.
  func read(_ name: String) throws -> [UInt8] {
    guard let bytes = folder.bytes(name) else { throw Surprise("there is no file \(name)") }
    return bytes
  }

  /// Data, model and history in one text, to see whether they changed.
  var state: String {
    let known = ["data", "model", "run", "elbo", "seed"].map { name in
      "\(name) " + (session.value(named: name)?.text ?? "none")
    }
    return (known + ["draws \(session.state.draws)"]).joined(separator: "\n")
  }
}

/// Something a test did not expect.
struct Surprise: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

extension Table {
  /// The numbers of a row; what is no number is NaN.
  func numbers(row: Int) -> [Double] {
    rows[row].map { if case .number(let number) = $0 { number } else { .nan } }
  }
}
