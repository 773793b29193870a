/// A name or word where it stands. Equal when it says the same, wherever it stands.
public struct Name: Sendable, Equatable {
  /// The name as written.
  public var text: String
  /// If it is.
  public var range: SourceRange

  /// Creates a name.
  public init(_ text: String, at range: SourceRange) {
    self.text = text
    self.range = range
  }

  /// Compares what the names say.
  public static func == (left: Name, right: Name) -> Bool { left.text == right.text }
}

/// The words that cannot name anything.
enum Reserved {
  /// The words that begin a statement of the language itself.
  static let statements = ["let", "for", "repeat", "if", "define", "expect", "print"]

  /// All words with a meaning of their own.
  static let words = statements + ["in", "else", "and", "or", "not", "true", "false"]
}
