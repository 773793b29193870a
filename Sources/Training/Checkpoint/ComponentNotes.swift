/// What a person says of a model's components: what they are called, and which of them count as one. The model itself stays
/// as it is.
public struct ComponentNotes: Sendable, Equatable {
  /// Their names, by number.
  public var names: [Int: String] = [:]
  /// For each component that counts as another one, the number of that: the least of those that count as one.
  public private(set) var groups: [Int: Int] = [:]

  /// Nothing is said.
  public init() {}

  /// Whether nothing is said.
  public var isEmpty: Bool { names.isEmpty && groups.isEmpty }

  /// The component that stands for one: itself, if it counts as no other.
  public func representative(of component: Int) -> Int { groups[component] ?? component }

  /// All components that count as one with this one, itself among them, in their order.
  public func members(of component: Int) -> [Int] {
    let first = representative(of: component)
    return [first] + groups.filter { $0.value == first }.keys.sorted()
  }

  /// Those of `count` components that count as no other.
  public func counted(of count: Int) -> [Int] { (0..<count).filter { groups[$0] == nil } }

  /// What a component is called with those that count as one with it: a name, or their numbers.
  public func label(of component: Int) -> String {
    name(of: component) ?? members(of: component).map(String.init).joined(separator: " + ")
  }

  /// The name of a component with those that count as one with it: the first that any of them has.
  public func name(of component: Int) -> String? { members(of: component).lazy.compactMap { names[$0] }.first }

  /// Whether its name alone tells which component it is.
  public func isNamed(_ component: Int) -> Bool { names[component] != nil && members(of: component).count == 1 }

  /// What one component of the mixture is called, which may count as one with others.
  public func mixtureLabel(of component: Int) -> String {
    members(of: component).count > 1 ? "\(component) of \(label(of: component))" : label(of: component)
  }

  /// Names a component with those that count as one with it; an empty name takes theirs away.
  public mutating func rename(_ component: Int, _ name: String) {
    for member in members(of: component) where name.isEmpty { names[member] = nil }
    if !name.isEmpty { names[representative(of: component)] = name }
  }

  /// Components that count as one from now on, with all that already count as one with any of them.
  public mutating func merge(_ components: [Int]) {
    let all = Set(components.flatMap(members)).sorted()
    for component in all.dropFirst() { groups[component] = all[0] }
  }

  /// Components that count as one with this one count alone again.
  public mutating func split(_ component: Int) {
    for member in members(of: component) { groups[member] = nil }
  }
}
