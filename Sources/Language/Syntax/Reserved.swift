/// The words that cannot name anything.
enum Reserved {
  /// The words that begin a statement of the language itself.
  static let statements = ["let", "for", "repeat", "if", "define", "expect", "print"]

  /// All words with a meaning of their own.
  static let words = statements + ["in", "else", "and", "or", "not", "true", "false"]
}
