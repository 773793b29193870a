/// What could stand at the cursor.
public struct Completion: Sendable, Equatable {
  /// One thing that could stand there.
  public struct Candidate: Sendable, Equatable {
    /// The text that replaces what was typed.
    public var text: String
    /// What it is, in one line; may be empty.
    public var summary: String
    /// What follows it: a space, `=`, or nothing.
    public var suffix: String

    /// Creates a candidate.
    public init(_ text: String, summary: String = "", suffix: String = " ") {
      self.text = text
      self.summary = summary
      self.suffix = suffix
    }
  }

  /// The part of the line that a candidate replaces, as UTF-8 offsets.
  public var replacing: Range<Int>
  /// The candidates, in the order to show them.
  public var candidates: [Candidate]

  /// Creates a completion.
  public init(replacing: Range<Int>, candidates: [Candidate]) {
    self.replacing = replacing
    self.candidates = candidates
  }
}
