/// Why a command could not be performed; the interpreter shows it with the place it is about.
public struct CommandError: Error, Sendable, Equatable {
  /// What is wrong, in one line without a full stop.
  public var message: String
  /// The parameter it is about (`output` for the path after `>`); nil points at the command's own words.
  public var argument: String?
  /// One way out, as a sentence.
  public var hint: String?
  /// The names that would have been right; the one nearest to what was written is suggested.
  public var known: [String]

  /// Creates an error.
  public init(_ message: String, argument: String? = nil, hint: String? = nil, known: [String] = []) {
    self.message = message
    self.argument = argument
    self.hint = hint
    self.known = known
  }
}
