import Language
import Training

/// The session's model and those that were kept.
struct ModelShelf {
  /// The model. Training changes it in its place: a copy of the shelf has it as it was only while nobody trains it.
  var current: LoadedModel? { didSet { if current !== oldValue { changes += 1 } } }
  var snapshots = Snapshots() { didSet { changes += 1 } }
  /// How often snapshots changed, another model came, or something was said of it.
  var changes = 0

  /// The model, or an error that says how to make one.
  ///
  /// - Parameter hasData: whether data are loaded for it.
  func required(hasData: Bool) throws(CommandError) -> LoadedModel {
    guard let current else {
      throw CommandError(
        "there is no model yet", hint: hasData ? "make one: model" : "load data and make one: load arcs; model")
    }
    return current
  }

  /// Changes what is said of a model's components: a change of the session, which `undo` takes back.
  mutating func note(on loaded: LoadedModel, _ change: (inout ComponentNotes) -> Void) {
    let before = loaded.notes
    change(&loaded.notes)
    if loaded.notes != before { changes += 1 }
  }
}

extension ModelShelf {
  /// What figures and tables of examples call a component, with those that count as one with it: its name or number.
  func componentName(_ component: Int) -> String {
    current?.notes.label(of: component) ?? String(component)
  }

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
  func mixtureName(_ component: Int) -> String {
    current?.notes.mixtureLabel(of: component) ?? String(component)
  }

  /// The same if the number alone would not tell that it is a component.
  func mixtureTitle(_ component: Int) -> String {
    (current?.notes.isNamed(component) == true ? "" : "component ") + mixtureName(component)
  }
}
