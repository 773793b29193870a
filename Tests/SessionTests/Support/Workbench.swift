import Language
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
    var asked = 0
    var progress: [Progress] = []
  }

  init(data: String? = nil) throws {
    folder = try ScratchFolder()
    let world = world
    session = Session(
      SessionEnvironment(
        workingFolder: folder.path, variables: data.map { ["GMVAE_DATA": $0] } ?? [:], threads: 2,
        isInterrupted: {
          world.asked += 1
          return world.isInterrupted(world.asked)
        }, progress: { world.progress.append($0) }))
    interpreter = Interpreter(host: session)
  }

  /// Everything the session told of its progress.
  var progress: [Progress] { world.progress }

  /// Interrupts training before its step number `step`, once.
  func interrupt(beforeStep step: Int) {
    world.asked = 0
    world.isInterrupted = { $0 == step }
  }

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

  /// What is wrong with a text and the way out, in one line; empty where nothing is.
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

  /// Data, model and history in one text, to see whether they changed.
  var state: String {
    let known = ["data", "model", "run", "elbo", "seed"].map { name in
      "\(name) " + (session.value(named: name)?.text ?? "none")
    }
    return (known + ["draws \(session.draws)"]).joined(separator: "\n")
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
