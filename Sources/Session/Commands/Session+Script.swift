import Compute
import Language

extension Session {
  /// The session's statements as a script, with all that its values depend on.
  func saveScript(_ invocation: Invocation) throws -> Value {
    let lines = scriptHead + invocation.script
    return .record(try write(invocation) { try $0.append(Array(lines.map { $0 + "\n" }.joined().utf8)) })
  }

  private var scriptHead: [String] {
    let machinery = "\(threadsAtStart) threads, \(Engine.instructionSet), oneDNN \(Engine.version)"
    let data = dataset.map { ["# data: \($0.name.escapingControls), checksum \(datasetID)"] } ?? []
    return ["# gmvae \(Session.version), \(machinery): the same bits with the same"] + data
      + ["threads \(threadsAtStart)", "seed \(environment.seed)"]
  }

  /// What has to be done to come where the command led; nil where it led nowhere.
  public func replay(_ invocation: Invocation, succeeded: Bool) -> Invocation? {
    var invocation = invocation
    if !succeeded { invocation.output = nil }
    return switch again {
    case .same: succeeded || hasRun ? invocation : nil
    case .by(let other): other?.writing(to: invocation.output)
    }
  }

  /// How to come again where the last command led.
  enum Again {
    /// By the command itself.
    case same
    /// By another one; by none where it led nowhere.
    case by(Invocation?)
  }
}

extension Invocation {
  /// A `train` that takes so many steps, or epochs, from one of the model's starts; nil where these are none.
  func training(_ unit: String, _ count: Int, start: Int) -> Invocation? {
    guard count > 0 else { return nil }
    var other = self
    for name in ["epochs", "steps", "minutes", "restarts", "trial", "start"] { other.arguments[name] = nil }
    other.arguments[unit] = .number(Double(count))
    if start > 1 { other.arguments["start"] = .number(Double(start)) }
    return other
  }

  fileprivate func writing(to path: String?) -> Invocation {
    var other = self
    other.output = path
    return other
  }
}
