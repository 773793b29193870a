import Data
import Language

extension Session {
  /// The size of each component and the columns that set it apart from the others.
  func describeComponents(_ invocation: Invocation) throws -> Value {
    let (profiles, share) = try profiles(invocation)
    let total = Double(max(profiles.counts.reduce(0, +), 1)), all = Array(profiles.counts.indices)
    let shown = invocation.integer("columns") ?? 3
    let rows = all.map { component -> [Value] in
      let rest = all.filter { $0 != component }
      let apart = profiles.ranking([component], rest).prefix(shown).filter { $0.effect != 0 }
      let texts = apart.map { place, effect in
        "\(profiles.names[place]) \(text(profiles.measure(place, in: [component]))) (\(signed(effect)))"
      }
      return [
        .text(componentName(component)), .number(Double(profiles.counts[component])),
        .number(Double(profiles.counts[component]) / total), .text(texts.joined(separator: "; ")),
      ]
    }
    return .table(
      Table(
        title: "components of the \(share.rawValue) examples: mean ± sd, and how many sd from the others",
        columns: ["component", "examples", "share", "set apart by"].map { .init($0) }, rows: rows))
  }

  /// The columns in which two components differ, those that do most first.
  func contrast(_ invocation: Invocation) throws -> Value {
    let (profiles, share) = try profiles(invocation)
    let pair = [invocation.integer("component") ?? 0, invocation.integer("other") ?? 1]
    for (name, component) in zip(["component", "other"], pair) where !profiles.counts.indices.contains(component) {
      throw CommandError(
        "the model has components 0 to \(profiles.counts.count - 1), not \(component)", argument: name,
        hint: "name two of these")
    }
    let rows = profiles.ranking([pair[0]], [pair[1]]).prefix(invocation.integer("count") ?? 20).map { place, effect in
      [
        .text(profiles.names[place]), .text(text(profiles.measure(place, in: [pair[0]]))),
        .text(text(profiles.measure(place, in: [pair[1]]))), .number((effect * 100).rounded() / 100),
      ] as [Value]
    }
    return .table(
      Table(
        title: "components \(componentName(pair[0])) (\(profiles.counts[pair[0]]) \(share.rawValue) examples) and "
          + "\(componentName(pair[1])) (\(profiles.counts[pair[1]])): mean ± sd",
        columns: ["column", "in \(componentName(pair[0]))", "in \(componentName(pair[1]))", "difference in sd"].map {
          .init($0)
        }, rows: Array(rows)))
  }

  func profiles(_ invocation: Invocation) throws -> (profiles: ComponentProfiles, share: Share) {
    let (dataset, loaded) = try requireBoth()
    let share = invocation.text("on") == nil ? .train : Share(invocation)
    let encoding = try loaded.encoding(of: share, in: dataset, id: datasetID)
    let profiles = ComponentProfiles(
      share.examples(of: dataset), dataset.columns, assignments: encoding.assignments, components: encoding.components)
    return (profiles, share)
  }

  private func text(_ measure: ComponentProfiles.Measure) -> String {
    "\(NumberText.short(measure.mean)) ± \(NumberText.short(measure.deviation))"
  }

  private func signed(_ effect: Double) -> String {
    let rounded = (effect * 10).rounded() / 10
    return (rounded >= 0 ? "+" : "−") + NumberText.short(abs(rounded))
  }
}
