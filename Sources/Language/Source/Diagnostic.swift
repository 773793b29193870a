/// One error, made for the person who wrote the source: what, where, what was expected, and a way out.
public struct Diagnostic: Error, Sendable, Equatable {
  /// What is wrong, in one line without a full stop.
  public var message: String
  /// The text it is in.
  public var source: SourceText
  /// Where in the text it is.
  public var range: SourceRange
  /// What was expected or is known, a line each.
  public var notes: [String]
  /// One way out, as a sentence.
  public var hint: String?
  /// The known name nearest to what was written.
  public var suggestion: String?
  /// Whether it was found before anything ran (exit status 2) rather than while running (exit status 1).
  public var isSyntax: Bool

  /// Creates a diagnostic.
  public init(
    _ message: String, in source: SourceText, at range: SourceRange, notes: [String] = [], hint: String? = nil,
    suggestion: String? = nil, isSyntax: Bool = false
  ) {
    self.message = message
    self.source = source
    self.range = range
    self.notes = notes
    self.hint = hint
    self.suggestion = suggestion
    self.isSyntax = isSyntax
  }
}
