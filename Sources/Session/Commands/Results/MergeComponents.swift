import Language
import Model
import Training

/// `merge components`: several components count as one in assignments, tables, exports and figures of the data.
struct MergeComponents: SessionCommand {
  static let components = Parameter("components", .integers(0...999), "two or more of them")

  let declaration = CommandDeclaration(
    "merge components", [Self.components],
    summary: "let components count as one in assignments, tables, figures and exports",
    details: """
      The least of their numbers stands for all, and its probability is the sum of theirs. The model itself is not changed: \
      samples, means and training keep every component. Merges are saved with the model; split component and undo take \
      them back, rename component names what was merged.
      """,
    needs: [.model], returns: "the components that count as one",
    examples: ["merge components [0, 2]", "merge components 0...2"])

  func perform(_ call: Call, in session: Session) throws -> Outcome {
    let loaded = try session.requireModel()
    let components = try call[Self.components].map { try loaded.checked(component: $0, "components") }
    guard Set(components).count > 1 else {
      throw CommandError(
        "one component alone cannot be merged", argument: "components",
        hint: "name two or more, for example: merge components [0, 1]")
    }
    session.state.models.note(on: loaded) { $0.merge(components) }
    return .value(of: loaded.notes.members(of: components[0]))
  }
}

/// `split component`: merged components count alone again.
struct SplitComponent: SessionCommand {
  static let component = Parameter("component", .component, "any of the merged ones")

  let declaration = CommandDeclaration(
    "split component", [Self.component], summary: "let merged components count alone again", needs: [.model],
    returns: "the components that count alone again", examples: ["merge components [0, 2]; split component 0"])

  func perform(_ call: Call, in session: Session) throws -> Outcome {
    let loaded = try session.requireModel()
    let component = try loaded.checked(component: call[Self.component], "component")
    let members = loaded.notes.members(of: component)
    guard members.count > 1 else {
      throw CommandError(
        "component \(component) is not merged with another", argument: "component",
        hint: "merge some with: merge components [0, 1]")
    }
    session.state.models.note(on: loaded) { $0.split(component) }
    return .value(of: members)
  }
}

extension Outcome {
  fileprivate static func value(of components: [Int]) -> Outcome {
    Outcome(.list(components.map { .number(Double($0)) }))
  }
}

extension LoadedModel {
  /// The components that count: all but those that were merged into others.
  var counted: [Int] { notes.counted(of: specification.components) }

  /// What other programs call the components that count: their names, or their numbers where two have one name.
  var distinctNames: [String] {
    let names = counted.map(notes.label)
    return Set(names).count == names.count ? names : counted.map(String.init)
  }
}
