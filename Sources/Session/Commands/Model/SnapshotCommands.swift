import Language

/// `snapshot`: keeps the model as it is under a name.
struct TakeSnapshot: SessionCommand {
  static let name = Parameter("name", .snapshot, before: ["as"], "what to call it")

  let declaration = CommandDeclaration(
    "snapshot", [Self.name], summary: "keep the model as it is under a name, in memory",
    details: """
      It is kept with all of its training: after restore, training continues as if nothing had come between. A name that \
      is taken is replaced. Snapshots end with the session; save model keeps one for longer.
      """,
    needs: [.model], returns: "nothing", examples: ["snapshot before"], output: nil)

  func perform(_ call: Call, in session: Session) throws -> Outcome {
    let loaded = try session.requireModel(), name = call[Self.name]
    guard name != Snapshots.current else {
      throw CommandError(
        "'\(name)' is the model of the session itself", argument: "name", hint: "give the snapshot another name")
    }
    try session.state.models.snapshots.checkRoom(for: Snapshot.expectedSize(of: loaded), named: name)
    session.state.models.snapshots.keep(try Snapshot(loaded), named: name)
    return .nothing
  }
}

/// `restore`: puts a kept model in the place of the present one.
struct RestoreSnapshot: SessionCommand {
  static let name = Parameter("name", .snapshot, "a name that snapshot was given")

  let declaration = CommandDeclaration(
    "restore", [Self.name], summary: "replace the present model by a kept one",
    details: "The present model is gone, unless it was kept or saved itself. The data stays as it is.",
    returns: "a record of the model: preset, components, latent, style, parameters, epoch, step",
    examples: ["restore before"])

  func perform(_ call: Call, in session: Session) throws -> Outcome {
    let loaded = try TakeSnapshot.snapshot(named: call[Self.name], "name", in: session).model(on: session.engine())
    session.state.models.current = loaded
    return .record(MakeModel.record(of: loaded))
  }
}

/// `snapshots`: the kept models.
struct ListSnapshots: SessionCommand {
  let declaration = CommandDeclaration(
    "snapshots", summary: "the kept models", returns: "a table: name, model, epoch, step, elbo, size",
    examples: ["snapshots"])

  func perform(_ call: Call, in session: Session) -> Outcome { .table(session.state.models.snapshots.table) }
}

extension TakeSnapshot {
  /// The model that the name in an argument stands for: the session's own, or one that was kept.
  static func model(named name: String, _ argument: String, in session: Session) throws -> LoadedModel {
    name == Snapshots.current
      ? try session.requireModel() : try snapshot(named: name, argument, in: session).model(on: session.engine())
  }

  fileprivate static func snapshot(named name: String, _ argument: String, in session: Session) throws(CommandError)
    -> Snapshot
  {
    if let snapshot = session.state.models.snapshots[name] { return snapshot }
    let names = session.state.models.snapshots.names
    throw CommandError(
      "there is no snapshot '\(name)'", argument: argument,
      hint: names.isEmpty ? "take one: snapshot before" : "snapshots lists them",
      known: names)
  }
}
