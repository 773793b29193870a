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
    session.note(on: loaded) { $0.merge(components) }
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
    session.note(on: loaded) { $0.split(component) }
    return .value(of: members)
  }
}

extension Outcome {
  fileprivate static func value(of components: [Int]) -> Outcome {
    Outcome(.list(components.map { .number(Double($0)) }))
  }
}

extension Session {
  /// Changes what is said of the model's components: a change of the session, which `undo` takes back.
  func note(on loaded: LoadedModel, _ change: (inout ComponentNotes) -> Void) {
    let before = loaded.notes
    change(&loaded.notes)
    if loaded.notes != before { state.changes += 1 }
  }

  /// What figures and tables of examples call a component, with those that count as one with it: its name or number.
  func componentName(_ component: Int) -> String { current?.notes.label(of: component) ?? String(component) }

  /// The names of `count` components for a legend: empty for those that count as others.
  func legendNames(_ count: Int) -> [String] {
    (0..<count).map { current?.notes.groups[$0] == nil ? componentName($0) : "" }
  }

  /// The same if numbers alone would not tell that they are components'.
  func componentTitle(_ component: Int) -> String {
    guard let notes = current?.notes else { return "component \(component)" }
    let title = notes.members(of: component).count > 1 ? "components " : "component "
    return notes.name(of: component) ?? title + notes.label(of: component)
  }

  /// What figures of the mixture itself call one of its components.
  func mixtureName(_ component: Int) -> String { current?.notes.mixtureLabel(of: component) ?? String(component) }

  /// The same if the number alone would not tell that it is a component.
  func mixtureTitle(_ component: Int) -> String {
    (current?.notes.isNamed(component) == true ? "" : "component ") + mixtureName(component)
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
