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
