import Data
import Language
import Model

extension Session {
  /// Gives a component a name for every figure, table and export from now on; an empty one takes it away.
  func nameComponent(_ invocation: Invocation) throws -> Value {
    let loaded = try requireModel()
    let component = try component("component", of: loaded, invocation)
    let name = invocation.text("name") ?? ""
    guard name.count <= 80, !name.contains(where: \.isNewline) else {
      throw CommandError(
        "a component's name is one line of at most 80 letters", argument: "name",
        hint: "take a shorter one, such as: rename component \(component) \"large\"")
    }
    loaded.componentNames[component] = name.isEmpty ? nil : name
    return .nothing
  }

  /// What figures and tables call a component: its name, or its number.
  func componentName(_ component: Int) -> String { current?.componentNames[component] ?? String(component) }

  /// The same where the number alone would not tell that it is a component.
  func componentTitle(_ component: Int) -> String { current?.componentNames[component] ?? "component \(component)" }

  /// One component: the examples that are most typical of it, and those that are nearly another's.
  func describeComponent(_ invocation: Invocation) throws -> Value {
    let (dataset, loaded) = try requireBoth()
    let component = try component("component", of: loaded, invocation)
    let share = invocation.text("on") == nil ? .train : Share(invocation)
    let examples = share.examples(of: dataset)
    let encoding = try loaded.encoding(of: share, in: dataset, id: datasetID)
    let profiles = ComponentProfiles(
      examples, dataset.columns, assignments: encoding.assignments, components: encoding.components)
    let rest = (0..<encoding.components).filter { $0 != component }
    let columns = profiles.ranking([component], rest).prefix(invocation.integer("columns") ?? 5).map(\.place)
    let members = encoding.assignments.indices.filter { encoding.assignments[$0] == component }
    let count = min(invocation.integer("count") ?? 5, members.count)
    let typical = members.sorted { density($0, component, encoding) > density($1, component, encoding) }.prefix(count)
    let margins = encoding.margins
    let borderline = members.sorted { margins[$0] < margins[$1] }.prefix(count)
    let units = units(dataset)
    func row(_ kind: String, _ index: Int) -> [Value] {
      let p = encoding.responsibilities(of: index)
      let other = rest.max { p[$0] < p[$1] }
      let values = examples.example(index)
      return [
        Value.text(kind), examples.ids.map { Value.text($0[index]) } ?? Value.number(Double(index)),
        Value.number(p[component]), other.map { Value.text(componentName($0)) } ?? Value.nothing,
        examples.labels.map { Value.text(dataset.name(ofLabel: $0[index])) } ?? Value.nothing,
      ] + columns.map { Value.number(units.original(values[$0], at: $0)) }
    }
    return .table(
      Table(
        title: "\(componentTitle(component)), \(members.count) of \(examples.count) \(share.rawValue) examples: those "
          + "most typical of it, and those nearest to another",
        columns: (["", "example", "probability", "next", "label"] + columns.map { profiles.names[$0] }).map {
          .init($0)
        }, rows: typical.map { row("typical", $0) } + borderline.map { row("borderline", $0) }))
  }

  private func density(_ example: Int, _ component: Int, _ encoding: Encoding) -> Float {
    encoding.logDensities[example * encoding.components + component]
  }
}

extension LoadedModel {
  /// What other programs call the components: their names, or their numbers where two have one name.
  var distinctNames: [String] {
    let names = (0..<specification.components).map { componentNames[$0] ?? String($0) }
    return Set(names).count == names.count ? names : names.indices.map(String.init)
  }
}
