/// What stands at an argument's place.
public enum ArgumentValue: Sendable, Equatable {
  /// A bare word or path: `label`, `figures/a.svg`. `expression` is what it stands for where it is no literal word:
  /// a variable (`k`) or a computation without spaces (`a.purity`, `k+1`).
  case word(Name, expression: Expression?)
  /// A number, text, list, range, or an expression in parentheses.
  case expression(Expression)

  /// Where it is.
  public var range: SourceRange {
    switch self {
    case .word(let word, _): word.range
    case .expression(let expression): expression.range
    }
  }

  /// Whether it can stand for another value than its words.
  var isComputed: Bool { if case .word(_, nil) = self { false } else { true } }

  /// Compares what the arguments say.
  public static func == (left: ArgumentValue, right: ArgumentValue) -> Bool {
    switch (left, right) {
    case (.word(let left, _), .word(let right, _)): left == right
    case (.expression(let left), .expression(let right)): left == right
    default: false
    }
  }
}

/// One argument of a command: alone, or `name=value`.
public struct Argument: Sendable, Equatable {
  /// The name before `=`, where there is one.
  public var name: Name?
  /// The value.
  public var value: ArgumentValue

  /// Creates an argument.
  public init(name: Name? = nil, _ value: ArgumentValue) {
    self.name = name
    self.value = value
  }

  /// Where it is, name included.
  public var range: SourceRange { name.map { $0.range.joined(value.range) } ?? value.range }
}
