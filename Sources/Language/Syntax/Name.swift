/// A name or word where it stands. Equal when it says the same, wherever it stands.
public struct Name: Sendable, Equatable {
  /// The name as written.
  public var text: String
  /// Where it is.
  public var range: SourceRange

  /// Creates a name.
  public init(_ text: String, at range: SourceRange) {
    self.text = text
    self.range = range
  }

  /// Compares what the names say.
  public static func == (left: Name, right: Name) -> Bool { left.text == right.text }
}
