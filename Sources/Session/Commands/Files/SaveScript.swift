import Compute
import Language

/// `save script`: the session's statements as a script, with all that its values depend on.
struct SaveScript: SessionCommand {
  static let file = Parameter("file", .path("gmv"), "where to")

  let declaration = CommandDeclaration(
    "save script", [Self.file], summary: "write the statements of this session that worked as a script",
    details: """
      Run in a new session, it gives the same values: seed and threads are at its head, and each loading of data is \
      followed by an expectation that the data is the same. Variables set on the command line become lets, scripts that \
      were sourced are written out. Training that was interrupted, or that went by the clock, becomes training for as \
      many steps.
      """,
    returns: "a record: path, bytes", examples: ["save script \"session.gmv\""], writesFile: true,
    isAboutSession: true)

  func perform(_ call: Call, in session: Session) throws -> Outcome {
    let lines = SaveScript.scriptHead(in: session) + call.past.script
    return try session.write(call[Self.file], call) {
      try $0.append(Array(lines.map { $0 + "\n" }.joined().utf8))
    }
  }
}

extension SaveScript {
  fileprivate static func scriptHead(in session: Session) -> [String] {
    let machinery = "\(session.threadsAtStart) threads, \(Engine.instructionSet), oneDNN \(Engine.version)"
    let data =
      session.state.data.dataset.map { ["# data: \($0.name.escapingControls), checksum \(session.state.data.id)"] }
      ?? []
    return ["# gmvae \(Session.version), \(machinery): the same bits with the same"] + data
      + ["threads \(session.threadsAtStart)", "seed \(session.environment.seed)"]
  }
}

extension Call {
  /// A `train` that takes so many steps, or epochs, from one of the model's starts; nil if these are none.
  func training(_ unit: String, _ count: Int, start: Int) -> Call? {
    guard count > 0 else { return nil }
    var other = self
    for name in ["epochs", "steps", "minutes", "restarts", "trial", "start"] { other.arguments[name] = nil }
    other.arguments[unit] = .number(Double(count))
    if start > 1 { other.arguments["start"] = .number(Double(start)) }
    return other
  }
}
