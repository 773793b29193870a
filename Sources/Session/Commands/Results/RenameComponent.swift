import Language
import Model

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
    loaded.componentNames[component] = name.isEmpty ? nil : name
    return .nothing
  }
}

extension Session {
  /// What figures and tables call a component: its name, or its number.
  func componentName(_ component: Int) -> String { current?.componentNames[component] ?? String(component) }

  /// The same where the number alone would not tell that it is a component.
  func componentTitle(_ component: Int) -> String { current?.componentNames[component] ?? "component \(component)" }
}

extension LoadedModel {
  /// What other programs call the components: their names, or their numbers where two have one name.
  var distinctNames: [String] {
    let names = (0..<specification.components).map { componentNames[$0] ?? String($0) }
    return Set(names).count == names.count ? names : names.indices.map(String.init)
  }
}
