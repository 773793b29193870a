/// Something that the program depends on, as `doctor` found it.
public struct Check: Sendable, Equatable {
  /// What was looked at.
  public var what: String
  /// What was found.
  public var found: String
  /// What to do; nil if all is well.
  public var advice: String?

  /// Creates a check.
  public init(_ what: String, _ found: String, advice: String? = nil) {
    self.what = what
    self.found = found
    self.advice = advice
  }
}
