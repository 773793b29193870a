import Data
import Language

/// `describe components`: the size of each component and the columns that set it apart from the others.
struct DescribeComponents: SessionCommand {
  static let columns = Option("columns", .integer(1...100), default: 3, "how many columns for each component")

  let declaration = CommandDeclaration(
    "describe components", [Self.columns, Share.trainKey],
    summary: "what sets each component apart: its size, and the columns that differ most from the others",
    details: """
      Means and standard deviations are in the columns' own units. The number in brackets says how far the component's \
      mean is from that of all other examples, in standard deviations within both groups (Cohen's d).
      """,
    needs: [.data, .model], returns: "a table: component, examples, share, set apart by",
    examples: ["describe components", "describe components columns=5 on=test"])

  func perform(_ call: Call, in session: Session) throws -> Outcome {
    .table(try Self.describeComponents(call, in: session))
  }
}

/// `contrast`: the columns in which two components differ, those that do most first.
struct Contrast: SessionCommand {
  static let component = Parameter("component", .component, "one of the two")
  static let other = Parameter("other", .component, "the other one")
  static let count = Option("count", .integer(1...100_000), default: 20, "how many columns")

  let declaration = CommandDeclaration(
    "contrast", [Self.component, Self.other, Self.count, Share.trainKey],
    summary: "the columns in which two components differ, those that do most first", needs: [.data, .model],
    returns: "a table: column, mean ± sd in each, difference in standard deviations",
    examples: ["contrast 3 7", "contrast 0 1 count=5 > \"differences.csv\""])

  func perform(_ call: Call, in session: Session) throws -> Outcome {
    .table(try DescribeComponents.contrast(call, in: session))
  }
}

extension DescribeComponents {
  fileprivate static func describeComponents(_ call: Call, in session: Session) throws -> Table {
    let (profiles, share) = try profiles(call, in: session)
    let total = Double(max(profiles.counts.reduce(0, +), 1)), all = try session.requireModel().counted
    let shown = call[DescribeComponents.columns]
    let rows = all.map { component -> [Value] in
      let rest = all.filter { $0 != component }
      let apart = profiles.ranking([component], rest).prefix(shown).filter { $0.effect != 0 }
      let texts = apart.map { place, effect in
        "\(profiles.names[place]) \(text(profiles.measure(place, in: [component]))) (\(signed(effect)))"
      }
      return [
        .text(session.state.models.componentName(component)), .number(Double(profiles.counts[component])),
        .number(Double(profiles.counts[component]) / total), .text(texts.joined(separator: "; ")),
      ]
    }
    return Table(
      title: "components of the \(share.rawValue) examples: mean ± sd, and how many sd from the others",
      columns: ["component", "examples", "share", "set apart by"].map { .init($0) }, rows: rows)
  }

  fileprivate static func contrast(_ call: Call, in session: Session) throws -> Table {
    let (profiles, share) = try profiles(call, in: session)
    let loaded = try session.requireModel()
    let asked = [
      try loaded.checked(component: call[Contrast.component], "component"),
      try loaded.checked(component: call[Contrast.other], "other"),
    ]
    let pair = asked.map(loaded.notes.representative)
    guard pair[0] != pair[1] || asked[0] == asked[1] else {
      throw CommandError(
        "components \(asked[0]) and \(asked[1]) count as one", argument: "other",
        hint: "take them apart with: split component \(asked[0])")
    }
    let rows = profiles.ranking([pair[0]], [pair[1]]).prefix(call[Contrast.count]).map { place, effect in
      [
        .text(profiles.names[place]), .text(text(profiles.measure(place, in: [pair[0]]))),
        .text(text(profiles.measure(place, in: [pair[1]]))), .number((effect * 100).rounded() / 100),
      ] as [Value]
    }
    let names = pair.map(session.state.models.componentName)
    return Table(
      title: "components \(names[0]) (\(profiles.counts[pair[0]]) \(share.rawValue) examples) and \(names[1]) "
        + "(\(profiles.counts[pair[1]])): mean ± sd",
      columns: ["column", "in \(names[0])", "in \(names[1])", "difference in sd"].map { .init($0) }, rows: Array(rows))
  }

  static func profiles(_ call: Call, in session: Session) throws -> (profiles: ComponentProfiles, share: Share) {
    let (dataset, loaded) = try session.requireBoth()
    let share = try call[Share.trainKey].checked(in: dataset)
    let encoding = try loaded.encoding(of: share, in: dataset, id: session.state.data.id)
    let profiles = ComponentProfiles(
      share.examples(of: dataset), dataset.columns, assignments: encoding.assignments, components: encoding.components)
    return (profiles, share)
  }

  private static func text(_ measure: ComponentProfiles.Measure) -> String {
    "\(NumberText.short(measure.mean)) ± \(NumberText.short(measure.deviation))"
  }

  private static func signed(_ effect: Double) -> String {
    let rounded = (effect * 10).rounded() / 10
    return (rounded >= 0 ? "+" : "−") + NumberText.short(abs(rounded))
  }
}
