/// What an expression or a command gives.
public indirect enum Value: Sendable, Equatable {
  /// No value.
  case nothing
  /// A number; whole numbers are numbers without a fraction.
  case number(Double)
  /// A text.
  case text(String)
  /// True or false.
  case boolean(Bool)
  /// A range of whole numbers.
  case range(NumberRange)
  /// Several values in order.
  case list([Value])
  /// Named fields, such as the accuracy or a figure.
  case record(Record)
  /// Rows and columns.
  case table(Table)
}

extension Value {
  /// The kind of value with its article, for messages: "a number", "a list".
  public var kindName: String {
    switch self {
    case .nothing: "nothing"
    case .number: "a number"
    case .text: "a text"
    case .boolean: "true or false"
    case .range: "a range"
    case .list: "a list"
    case .record(let record): "a record (\(record.kind))"
    case .table: "a table"
    }
  }

  /// A whole number of 64 bits: a number where that holds it, else a text of its digits.
  public init(seed: UInt64) {
    let largest: UInt64 = 1 << 53
    guard seed > largest else {
      self = .number(Double(seed))
      return
    }
    self = .text(String(seed))
  }

  /// The whole number of 64 bits that a number or a text of digits gives, or nil.
  public var seed: UInt64? {
    switch self {
    case .number(let number): abs(number) <= 9_007_199_254_740_992 ? UInt64(exactly: number) : nil
    case .text(let text): UInt64(text)
    default: nil
    }
  }

  /// Whether it is a figure or film that was drawn.
  var isFigure: Bool {
    if case .record(let record) = self { ["figure", "film"].contains(record.kind) } else { false }
  }

  /// The whole number this is, or nil.
  public var wholeNumber: Int? {
    guard case .number(let number) = self else { return nil }
    return Int(exactly: number)
  }
}
