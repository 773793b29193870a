import Foundation
import Language
import Testing

@testable import Session

@Suite("A saved script gives the same values in a new session", .serialized)
struct ReplayTests {
  /// Runs a text, at most to its first error, and gives what its print statements showed.
  private func printed(_ bench: Workbench, _ text: String) throws -> [Value] {
    var values: [Value] = []
    try? bench.interpreter.run(SourceText(name: "test", text: text)) { statement, value in
      if case .print = statement.kind { values.append(value) }
    }
    return values
  }

  /// All that commands to come depend on.
  private func state(_ bench: Workbench) throws -> [String] {
    let variables = bench.interpreter.variables.map { name, value in
      if case .record(let record) = value { "\(name): \(record.kind)" } else { "\(name): \(value)" }
    }
    let settings = try bench.table("show").rows.map { $0[1].text }
    let model = try bench.record("evaluate").text + "\(bench.session.state.draws) \(bench.session.state.seed)"
    return variables + settings + [model, bench.session.state.data.id] + bench.session.state.models.snapshots.names
  }

  private func latents(_ bench: Workbench) throws -> [UInt8] {
    try bench.run("export latents \"l.npz\" force=true")
    return try bench.read("l.npz")
  }

  /// How many sessions are made up.
  static let sessions = UInt64(ProcessInfo.processInfo.environment["GMVAE_SESSIONS"] ?? "") ?? 25

  @Test("whatever was typed, failed or was interrupted", arguments: 1...ReplayTests.sessions)
  func replays(seed: UInt64) throws {
    let bench = try Workbench(seed: seed), again = try Workbench()
    let part = "let p = 2 * 3\nfor i in 0..<2 { print i + p }\ntrain 3 steps batch=60\nlet q = model.step"
    for folder in [bench.folder, again.folder] { try folder.write(Array(part.utf8), to: "part.gmv") }
    var generated = GeneratedSession(seed: seed), values: [Value] = []
    bench.interpreter.give("given", .number(0.1))
    for text in generated.texts() {
      let step = text.hasPrefix("@") ? text.dropFirst().prefix { $0.isNumber } : ""
      if let step = Int(step) { bench.interrupt(beforeStep: step) }
      values += try printed(bench, String(text.dropFirst(step.isEmpty ? 0 : step.count + 1)))
    }
    try bench.run("save script \"session.gmv\"")
    let script = String(decoding: try bench.read("session.gmv"), as: UTF8.self)
    let repeated = try printed(again, script)
    #expect(repeated == values, "\(script)")
    #expect(try state(again) == state(bench), "\(script)")
    #expect(try latents(again) == latents(bench) && again.weights() == bench.weights(), "\(script)")
  }
}
