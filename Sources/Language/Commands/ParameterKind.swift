/// What a parameter takes.
public enum ParameterKind: Sendable {
  /// A whole number within bounds.
  case integer(ClosedRange<Int>)
  /// What another kind takes, or a word that leaves it to the command.
  indirect case or(ParameterKind, word: String)
  /// A whole number of 64 bits without a sign; given as digits, it keeps them all.
  case seed
  /// A number within bounds.
  case number(NumberBounds)
  /// A number within bounds, or one that changes with a model's age: `[from, to, epochs]` or `[from, to, begin, end]`.
  case ramp(NumberBounds)
  /// A text.
  case text
  /// True or false.
  case flag
  /// Two numbers, the smaller one first: `[0, 1]`.
  case limits
  /// Texts at places: `[x, y, "text"]`, or a list of such.
  case places
  /// One of these words.
  case choice([String])
  /// One or several of these words.
  case choices([String])
  /// A file or folder; `endings` names the files completion offers (none: folders).
  case path(endings: [String])
  /// Whole numbers within bounds: one number, several, a list or a range.
  case integers(ClosedRange<Int>)
  /// Names, alone or in a list; among them numbers and ranges of numbers, which stay texts.
  case names
  /// Records, such as the values of `train`, alone or in a list.
  case records
  /// The number of one of several things, such as "a component", counted from 0; the host knows how many there are.
  case index(of: String)
  /// The name of something kept, such as "a snapshot"; the host knows which there are.
  case name(of: String)
  /// The words of a help topic.
  case topic
}

extension ParameterKind {
  /// What the parameter takes, in words that fit after "needs".
  public var text: String {
    switch self {
    case .integer(let range): "a whole number from \(Self.text(range))"
    case .or(let kind, let word): "\(kind.text), or \(word)"
    case .seed: "a whole number from 0 to \(UInt64.max)"
    case .number(let bounds): "a number \(bounds.text)"
    case .ramp(let bounds):
      "a number \(bounds.text), or [from, to, epochs] or [from, to, begin, end] if it changes"
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
    case .index(let what): "the number of \(what), counted from 0"
    case .name(let what): "the name of \(what)"
    case .topic: "a topic"
    }
  }

  private static func text(_ range: ClosedRange<Int>) -> String { "\(range.lowerBound) to \(range.upperBound)" }

  /// The words it takes literally.
  public var words: [String] {
    switch self {
    case .choice(let words), .choices(let words): words
    case .or(let kind, let word): kind.words + [word]
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
    case .or(let kind, _): kind.takesAnyWord
    case .text, .names, .path, .name, .topic: true
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

/// The numbers a parameter takes.
public struct NumberBounds: Sendable, Equatable {
  /// The least number.
  public var lower: Double
  /// The greatest number.
  public var upper: Double
  /// Whether the least number itself is taken.
  public var includesLower: Bool

  /// The numbers from `lower` to `upper`, both taken unless `includesLower` is false.
  public init(_ lower: Double, _ upper: Double, includesLower: Bool = true) {
    self.lower = lower
    self.upper = upper
    self.includesLower = includesLower
  }

  /// Whether a number is taken; one that is not finite never is.
  public func contains(_ number: Double) -> Bool {
    number.isFinite && number <= upper && (includesLower ? number >= lower : number > lower)
  }

  /// The numbers in words: "from 0 to 100", "above 0, up to 1".
  public var text: String {
    let (low, high) = (NumberText.short(lower), NumberText.short(upper))
    return includesLower ? "from \(low) to \(high)" : "above \(low), up to \(high)"
  }
}
