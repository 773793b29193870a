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
    let data = dataset.map { ["# data: \($0.name), checksum \(datasetID)"] } ?? []
    return ["# gmvae \(Session.version), \(machinery): the same bits with the same"] + data
      + ["threads \(threadsAtStart)", "seed \(environment.seed)"]
  }

  /// What has to be done to come where the command led; nil where it led nowhere.
  public func replay(_ invocation: Invocation, succeeded: Bool) -> Invocation? {
    var invocation = invocation
    if !succeeded { invocation.output = nil }
    return switch again {
    case .same: succeeded || hasRun ? invocation : nil
    case .steps(let count): trained(invocation, "steps", count)
    case .epochs(let count): trained(invocation, "epochs", count)
    }
  }

  private func trained(_ invocation: Invocation, _ unit: String, _ count: Int) -> Invocation? {
    guard count > 0 else { return nil }
    var invocation = invocation
    for unit in ["epochs", "steps", "minutes"] { invocation.arguments[unit] = nil }
    invocation.arguments[unit] = .number(Double(count))
    return invocation
  }

  /// How to come again where the last command led.
  enum Again {
    /// By the command itself.
    case same
    /// By training so many steps, or epochs.
    case steps(Int)
    case epochs(Int)
  }
}
