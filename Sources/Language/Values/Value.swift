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

  /// The whole number this is, or nil.
  public var wholeNumber: Int? {
    guard case .number(let number) = self else { return nil }
    return Int(exactly: number)
  }
}
