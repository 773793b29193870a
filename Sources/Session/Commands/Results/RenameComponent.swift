import Language

/// `rename component`: a name for every figure, table and export from now on; an empty one takes it away.
struct RenameComponent: SessionCommand {
  static let component = Parameter("component", .component, "which one")
  static let name = Parameter("name", .text, "what to call it")

  let declaration = CommandDeclaration(
    "rename component", [Self.component, Self.name],
    summary: "give a component a name for figures, tables and exports",
    details: "Names are saved with the model; an empty name takes one away. Components keep their numbers in commands.",
    needs: [.model], returns: "nothing",
    examples: ["rename component 3 \"seven\"", "rename component 0 \"\""])

  func perform(_ call: Call, in session: Session) throws -> Outcome {
    let loaded = try session.requireModel()
    let component = try loaded.checked(component: call[Self.component], "component")
    let name = call[Self.name]
    guard name.count <= 80, !name.contains(where: \.isNewline) else {
      throw CommandError(
        "a component's name is one line of at most 80 letters", argument: "name",
        hint: "take a shorter one, such as: rename component \(component) \"large\"")
    }
    session.state.models.note(on: loaded) { $0.rename(component, name) }
    return .nothing
  }
}
