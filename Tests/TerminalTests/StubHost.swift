import Foundation
import Language

@testable import Terminal

/// A host that answers each command with a fixed value and can press Ctrl-C.
final class StubHost: CommandHost {
  /// What commands give, by name; others give nothing.
  var values: [String: Value] = [:]
  /// Where `train` reports to.
  var progress: ProgressDisplay?
  /// The command during which Ctrl-C is pressed.
  var interruptedCommand: String?
  var settings = Settings()
  /// What `source` finds.
  var scripts: [String: String] = [:]
  /// The statements performed, as written.
  private(set) var performed: [String] = []

  func perform(_ invocation: Invocation) throws -> Value {
    performed.append(invocation.text)
    if invocation.name == interruptedCommand {
      kill(getpid(), SIGINT)
      while !Interrupts.isRequested { usleep(1000) }
    }
    if invocation.name == "train" { report(invocation) }
    guard invocation.name != "describe model" else {
      throw CommandError("there is no model yet", hint: "make one with model")
    }
    return values[invocation.name] ?? .nothing
  }

  private func report(_ invocation: Invocation) {
    let title = "epoch 1/\(invocation.integer("epochs") ?? 0)"
    progress?.show(Progress(phase: .began, title: title, fraction: 0))
    progress?.show(Progress(phase: .milestone, title: title, fraction: 1, values: [Progress.Measure("elbo", -0.5)]))
    progress?.show(Progress(phase: .ended, title: title, fraction: 1))
  }

  func value(named name: String) -> Value? {
    name == "model" ? .record(Record(kind: "model", fields: [Record.Field("epoch", .number(12))])) : nil
  }

  var names: [String] { ["model.epoch"] }

  func candidates(for kind: ParameterKind, word: String) -> [String] { [] }

  func readScript(_ path: String) throws -> String {
    guard let script = scripts[path] else { throw CommandError("no script '\(path)'", argument: "file") }
    return script
  }
}
