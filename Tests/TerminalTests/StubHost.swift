import Foundation
import Language
import Session

@testable import Terminal

/// A host that answers each command with a fixed value and can press Ctrl-C.
final class StubHost: CommandHost {
  /// What commands give, by name; others give nothing.
  var values: [String: Value] = [:]
  /// Where `train` reports to.
  var progress: ProgressDisplay?
  /// The command during which Ctrl-C is pressed.
  var interruptedCommand: String?
  let commands = Commands.set
  var settings = Settings()
  /// What `source` finds.
  var scripts: [String: String] = [:]
  /// The statements performed, as written.
  private(set) var performed: [String] = []

  func perform(_ call: Call) throws -> Outcome {
    performed.append(call.text)
    if call.name == interruptedCommand {
      kill(getpid(), SIGINT)
      while !Interrupts.isRequested { usleep(1000) }
    }
    if call.name == "train" { report(call) }
    guard call.name != "describe model" else {
      throw CommandError("there is no model yet", hint: "make one with model")
    }
    return Outcome(values[call.name] ?? .nothing)
  }

  private func report(_ call: Call) {
    let title = "epoch 1/\(call.arguments["epochs"]?.wholeNumber ?? 0)"
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
