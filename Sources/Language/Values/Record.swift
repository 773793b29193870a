/// Named fields in order: an accuracy, a figure, a training.
///
/// A figure that a command drew is a record of kind `figure` with at least `name` and `path`.
public struct Record: Sendable, Equatable {
  /// One named value.
  public struct Field: Sendable, Equatable {
    /// The name after the dot.
    public var name: String
    /// The value.
    public var value: Value
    /// The unit the value is shown with, such as `nats`.
    public var unit: String?

    /// Creates a field.
    public init(_ name: String, _ value: Value, unit: String? = nil) {
      self.name = name
      self.value = value
      self.unit = unit
    }
  }

  /// What the record is: `accuracy`, `figure`, `training`.
  public var kind: String
  /// The fields in the order they are shown.
  public var fields: [Field]

  /// Creates a record.
  public init(kind: String, fields: [Field]) {
    self.kind = kind
    self.fields = fields
  }

  /// The value of the field of that name, or nil if there is none.
  public subscript(name: String) -> Value? {
    fields.first { $0.name == name }?.value
  }

  /// The record on one line: `accuracy(purity: 0.98, nmi: 0.9)`.
  public var text: String {
    let parts = fields.map { "\($0.name): \($0.value.quotedText)" + ($0.unit.map { " \($0)" } ?? "") }
    return "\(kind)(\(parts.joined(separator: ", ")))"
  }
}
