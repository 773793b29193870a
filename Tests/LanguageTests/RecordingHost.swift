import Language
import Session

/// A host that keeps what it is asked to perform and knows a small session.
final class RecordingHost: CommandHost {
  /// The tables there are.
  var files = ["own/", "a.csv", "my data.csv"]
  let commands: CommandSet
  var performed: [Call] = []
  let settings = Settings()
  var scripts: [String: String] = [:]
  var values: [String: Value] = [:]
  /// What `perform` does in place of giving a record.
  var performing: ((Call) throws -> Value)?

  static let accuracy = Record(
    kind: "accuracy",
    fields: [.init("prototype", .number(0.91)), .init("purity", .number(0.93)), .init("nmi", .number(0.88))])

  /// What a command of that name gives: what examples read of it is there.
  private static func record(of name: String) -> Record {
    name == "choose components" ? Record(kind: "choice", fields: [.init("components", .number(3))]) : accuracy
  }

  let names = ["data.count", "data.classes", "model.components", "elbo", "run.epochs"]

  init(_ commands: CommandSet = Commands.set) { self.commands = commands }

  func perform(_ call: Call) throws -> Outcome {
    performed.append(call)
    return Outcome(try performing?(call) ?? .record(Self.record(of: call.name)))
  }

  func value(named name: String) -> Value? { values[name] }

  func candidates(for kind: ParameterKind, word: String) -> [String] {
    switch kind {
    case .index(of: "a component"): ["0", "1", "2"]
    case .path(endings: ["gmv"]): ["five-arcs.gmv"]
    case .path(endings: ["csv", "tsv", "txt", "gz"]): files.filter { $0.hasPrefix(word) }
    default: []
    }
  }

  func readScript(_ path: String) throws -> String {
    guard let script = scripts[path] else {
      throw CommandError("no file '\(path)'", argument: "file", hint: "check the path", known: scripts.keys.sorted())
    }
    return script
  }
}
