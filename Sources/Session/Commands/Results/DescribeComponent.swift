import Data
import Language
import Model

/// `describe component`: the examples that are most typical of a component, and those that are nearly another's.
struct DescribeComponent: SessionCommand {
  static let component = Parameter("component", .component, "which one")
  static let count = Option("count", .integer(1...1000), default: 5, "how many of each kind")
  static let columns = Option("columns", .integer(0...100), default: 5, "how many of the data's columns")

  let declaration = CommandDeclaration(
    "describe component", [Self.component, Self.count, Self.columns, Share.trainKey],
    summary: "the examples that are most typical of a component, and those that are nearly another's",
    details: """
      Typical examples are those with the greatest density of their x and w under the component, among the half that is \
      surest. Borderline examples have the least margin to the next component. The columns that set the component apart \
      follow in their own units.
      """,
    needs: [.data, .model], returns: "a table: kind, example, probability, next component, label, columns",
    examples: ["describe component 3", "describe component 0 count=3 on=test"])

  func perform(_ call: Call, in session: Session) throws -> Outcome {
    let (dataset, loaded) = try session.requireBoth()
    let component = loaded.notes.representative(of: try loaded.checked(component: call[Self.component], "component"))
    let (profiles, share) = try DescribeComponents.profiles(call, in: session)
    let examples = share.examples(of: dataset)
    let encoding = try loaded.encoding(of: share, in: dataset, id: session.state.data.id)
    let rest = loaded.counted.filter { $0 != component }
    let columns = profiles.ranking([component], rest).prefix(call[Self.columns]).map(\.place)
    let members = encoding.assignments.indices.filter { encoding.assignments[$0] == component }
    let count = min(call[Self.count], members.count)
    let margins = encoding.margins, typicality = encoding.typicality(of: component)
    let byMargin = members.sorted { margins[$0] < margins[$1] }, borderline = byMargin.prefix(count)
    let typical = byMargin.suffix(max(count, (members.count + 1) / 2))
      .sorted { typicality[$0] > typicality[$1] }.prefix(count)
    let units = dataset.units
    func row(_ kind: String, _ index: Int) -> [Value] {
      let p = encoding.responsibilities(of: index)
      let other = rest.max { p[$0] < p[$1] }
      let values = examples.example(index)
      return [
        Value.text(kind), examples.ids.map { Value.text($0[index]) } ?? Value.number(Double(index)),
        Value.number(p[component]), other.map { Value.text(session.state.models.componentName($0)) } ?? Value.nothing,
        examples.labels.flatMap { dataset.name(ofLabel: $0[index]) }.map(Value.text) ?? .nothing,
      ] + columns.map { Value.number(units.original(values[$0], at: $0)) }
    }
    return .table(
      Table(
        title:
          "\(session.state.models.componentTitle(component)), \(members.count) of \(examples.count) \(share.rawValue) examples: those "
          + "most typical of it, and those nearest to another",
        columns: (["", "example", "probability", "next", "label"] + columns.map { profiles.names[$0] }).map {
          .init($0)
        }, rows: typical.map { row("typical", $0) } + borderline.map { row("borderline", $0) }))
  }
}
