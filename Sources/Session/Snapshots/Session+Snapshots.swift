import Language

extension Session {
  /// Keeps the model as it is under a name.
  func takeSnapshot(_ invocation: Invocation) throws -> Value {
    let loaded = try requireModel(), name = invocation.text("name") ?? ""
    guard name != Snapshots.current else {
      throw CommandError(
        "'\(name)' is the model of the session itself", argument: "name", hint: "give the snapshot another name")
    }
    try snapshots.checkRoom(for: Snapshot.expectedSize(of: loaded), named: name)
    snapshots.keep(try Snapshot(loaded), named: name)
    return .nothing
  }

  /// Puts a kept model in the place of the present one.
  func restoreSnapshot(_ invocation: Invocation) throws -> Value {
    let loaded = try snapshot(named: invocation.text("name") ?? "", "name").model(on: engine())
    current = loaded
    return .record(record(of: loaded))
  }

  /// The model that the name in an argument stands for: the session's own, or one that was kept.
  func model(named name: String, _ argument: String) throws -> LoadedModel {
    name == Snapshots.current ? try requireModel() : try snapshot(named: name, argument).model(on: engine())
  }

  private func snapshot(named name: String, _ argument: String) throws(CommandError) -> Snapshot {
    if let snapshot = snapshots[name] { return snapshot }
    let names = snapshots.names
    throw CommandError(
      "there is no snapshot '\(name)'", argument: argument,
      hint: names.isEmpty ? "take one: snapshot before" : "there are: \(names.prefix(12).joined(separator: ", "))",
      known: names)
  }
}
