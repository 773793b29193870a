/// Variables in the order they were first set.
struct Variables {
  private(set) var all: [(name: String, value: Value)] = []
  private var places: [String: Int] = [:]

  /// The value of a variable; setting nil leaves it as it is.
  subscript(name: String) -> Value? {
    get { places[name].map { all[$0].value } }
    set {
      guard let newValue else { return }
      if let place = places[name] {
        all[place].value = newValue
      } else {
        places[name] = all.count
        all.append((name, newValue))
      }
    }
  }

  /// Takes a variable away.
  mutating func remove(_ name: String) {
    guard let place = places.removeValue(forKey: name) else { return }
    all.remove(at: place)
    for later in place..<all.count { places[all[later].name] = later }
  }
}

/// A command that `define` made.
struct Definition {
  var name: String
  var parameters: [String]
  var body: Block
  /// The text the body is in.
  var source: SourceText
  /// How many commands were defined before it first was.
  var place: Int
}

extension Interpreter {
  /// The name of the last value that a statement at the top gave.
  static let lastName = "_"

  /// The words that mean something at the beginning of a statement.
  public var words: Set<String> {
    Set(commands.verbs).union(Reserved.words).union(definitionNames).union(variables.map(\.name))
  }

  /// The variables and the commands defined here.
  public var variableTable: Table {
    let defined = definitions.values.sorted { $0.place < $1.place }.map { definition in
      [.text(definition.name), .text((["defined:", definition.name] + definition.parameters).joined(separator: " "))]
        as [Value]
    }
    let rows = variables.map { [.text($0.name), .text($0.value.quotedText.shortened)] as [Value] }
    return Table(columns: [.init("name"), .init("value")], rows: rows + defined)
  }

  /// The last statement at the top that began with a word and worked; nil if there is none.
  public func lastStatement(beginningWith word: String) -> String? { journal.last(beginningWith: word) }

  /// A definition as one writes it.
  func text(of definition: Definition) -> String {
    let nowhere = SourceRange(0, 0), parameters = definition.parameters.map { Name($0, at: nowhere) }
    return line(
      Statement(.define(Name(definition.name, at: nowhere), parameters: parameters, definition.body), at: nowhere))
  }
}
