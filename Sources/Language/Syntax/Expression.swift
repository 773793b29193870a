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
  /// If it is.
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

/// An operator before its operand.
public enum UnaryOperator: String, Sendable, CaseIterable {
  /// `-a`
  case minus = "-"
  /// `not a`
  case not
}

/// An operator between its operands.
public enum BinaryOperator: String, Sendable, CaseIterable {
  /// Either.
  case or
  /// Both.
  case and
  /// Equal.
  case equal = "=="
  /// Not equal.
  case unequal = "!="
  /// Less.
  case less = "<"
  /// Less or equal.
  case lessOrEqual = "<="
  /// Greater.
  case greater = ">"
  /// Greater or equal.
  case greaterOrEqual = ">="
  /// One of a list, inside a range, or part of a text.
  case `in`
  /// Sum; of texts, one after the other.
  case plus = "+"
  /// Difference.
  case minus = "-"
  /// Product.
  case times = "*"
  /// Quotient.
  case divide = "/"
  /// Remainder, with the sign of the divisor.
  case remainder = "%"
  /// Power; binds from the right.
  case power = "**"
}

/// How tightly operators bind; a greater level binds tighter.
enum Precedence: Int, Comparable {
  case or, and, not, comparison, range, sum, product, minus, power, postfix

  static func < (left: Precedence, right: Precedence) -> Bool { left.rawValue < right.rawValue }

  /// The next tighter level.
  var tighter: Precedence { Precedence(rawValue: rawValue + 1) ?? .postfix }
}

extension BinaryOperator {
  var precedence: Precedence {
    switch self {
    case .or: .or
    case .and: .and
    case .equal, .unequal, .less, .lessOrEqual, .greater, .greaterOrEqual, .in: .comparison
    case .plus, .minus: .sum
    case .times, .divide, .remainder: .product
    case .power: .power
    }
  }
}
