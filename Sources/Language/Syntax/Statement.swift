/// A statement where it stands. Equal when it says the same, wherever it stands.
public struct Statement: Sendable, Equatable {
  /// What the statement is.
  public indirect enum Kind: Sendable, Equatable {
    /// `let a = 1` or `let a = compute accuracy`
    case `let`(Name, Source)
    /// `for k in 0..<3 { … }`
    case `for`(Name, in: Expression, Block)
    /// `repeat 3 { … }`
    case `repeat`(Expression, Block)
    /// `if a { … } else { … }`; `else if` is an else block with one `if`.
    case `if`(Expression, then: Block, else: Block?)
    /// `define probe k { … }`
    case define(Name, parameters: [Name], Block)
    /// `expect a >= 0.95, "message"`
    case expect(Expression, message: Expression?)
    /// `print a b`
    case print([Expression])
    /// `train 50 epochs`
    case command(Command)
    /// `1 + 2`
    case expression(Expression)
  }

  /// What a `let` takes its value from.
  public enum Source: Sendable, Equatable {
    /// A computation.
    case expression(Expression)
    /// The value of a command.
    case command(Command)
  }

  /// What it is.
  public var kind: Kind
  /// Where it is.
  public var range: SourceRange
  /// The comments before it, from `#` on, at the top of a text.
  public internal(set) var commentsBefore: [String] = []
  /// The comment behind it on its last line, at the top of a text.
  public internal(set) var commentBehind: String?

  /// Creates a statement.
  public init(_ kind: Kind, at range: SourceRange) {
    self.kind = kind
    self.range = range
  }

  /// Compares what the statements say.
  public static func == (left: Statement, right: Statement) -> Bool { left.kind == right.kind }
}

/// The statements between braces.
public typealias Block = [Statement]
