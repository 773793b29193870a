extension ParameterKind {
  /// What the parameter takes, in words that fit after "needs".
  public var text: String {
    switch self {
    case .integer(let range): "a whole number from \(Self.text(range))"
    case .seed: "a whole number from 0 to \(UInt64.max)"
    case .number(let bounds): "a number \(bounds.text)"
    case .ramp(let bounds):
      "a number \(bounds.text), or [from, to, epochs] or [from, to, begin, end] where it changes"
    case .text: "a text"
    case .flag: "true or false"
    case .limits: "two numbers, the smaller one first, such as [0, 1]"
    case .places: "a place and its text, such as [0.5, 2, \"here\"], or a list of such"
    case .choice(let words): words.count == 1 ? words[0] : "one of " + words.joined(separator: ", ")
    case .choices(let words): "one or several of " + words.joined(separator: ", ")
    case .path(let endings):
      endings.isEmpty ? "a path" : "a path ending in " + endings.map { "." + $0 }.joined(separator: ", ")
    case .integers(let range): "whole numbers from \(Self.text(range)): one, several, a list or a range"
    case .names: "a name or a number, or several in a list: [a, b, 3...7]"
    case .records: "records, alone or in a list"
    case .component: "the number of a component, counted from 0"
    case .example: "the number of an example, counted from 0"
    case .snapshot: "the name of a snapshot"
    case .topic: "a topic"
    }
  }

  private static func text(_ range: ClosedRange<Int>) -> String { "\(range.lowerBound) to \(range.upperBound)" }

  /// The words it takes literally.
  var words: [String] {
    switch self {
    case .choice(let words), .choices(let words): words
    case .flag: ["true", "false"]
    default: []
    }
  }

  /// Whether it takes nothing but its words.
  var isChoice: Bool {
    switch self {
    case .choice, .choices: true
    default: false
    }
  }

  /// Whether any word can be its value.
  var takesAnyWord: Bool {
    switch self {
    case .text, .names, .path, .snapshot, .topic: true
    default: false
    }
  }

  /// Whether it takes all words that follow.
  var takesSeveral: Bool {
    switch self {
    case .integers, .topic: true
    default: false
    }
  }
}
