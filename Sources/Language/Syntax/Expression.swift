/// An expression where it stands. Equal when it says the same, wherever it stands.
public struct Expression: Sendable, Equatable {
  /// What the expression is.
  public indirect enum Kind: Sendable, Equatable {
    /// A number that is not negative: `12`, `1e-4`.
    case number(Double)
    /// A text with what is inserted into it.
    case text([TextPart])
    /// `true` or `false`.
    case boolean(Bool)
    /// A variable, or the first part of a session name.
    case name(String)
    /// `[1, 2, 3]`
    case list([Expression])
    /// `0...9` or `0..<10`
    case range(Expression, Expression, includesUpper: Bool)
    /// `-a` or `not a`
    case unary(UnaryOperator, Expression)
    /// `a + b`
    case binary(BinaryOperator, Expression, Expression)
    /// `max(a, b)`
    case call(Name, [Expression])
    /// `a.purity`
    case field(Expression, Name)
    /// `a[0]`
    case index(Expression, Expression)
  }

  /// What it is.
  public var kind: Kind
  /// Where it is.
  public var range: SourceRange

  /// Creates an expression.
  public init(_ kind: Kind, at range: SourceRange) {
    self.kind = kind
    self.range = range
  }

  /// Compares what the expressions say.
  public static func == (left: Expression, right: Expression) -> Bool { left.kind == right.kind }
}

/// A part of a text literal.
public enum TextPart: Sendable, Equatable {
  /// Characters as they are.
  case literal(String)
  /// `\(expression)`
  case expression(Expression)
}
