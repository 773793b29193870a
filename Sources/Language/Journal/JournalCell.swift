/// A statement that stood at the top of what was run: what does it again, what it showed, and when it ran.
public struct JournalCell: Sendable {
  /// What its output is worth.
  public enum State: String, Sendable {
    /// Running the cells from the top gives it.
    case fresh
    /// It comes from a run on a session to which the cells above it do not lead.
    case outOfOrder = "out of order"
    /// It comes from a run in the cell's order, but the cells above it have changed since.
    case stale
  }

  var steps: [JournalStep]
  var output: ShownValues
  /// The session before it ran, and after.
  var before: SessionMark
  var after: SessionMark
  var seconds: Double
  /// Whether the cells above it led to where it ran, when it ran.
  var wasInOrder = true
  /// What its output is worth now; the journal knows.
  public internal(set) var state = State.fresh

  /// The values it showed, as far as they are kept.
  public var shown: [Value] { output.values }

  /// The statements that do again what was done, a line or more each.
  public var lines: [String] { steps.map(\.text) }

  /// The statements in one line.
  var summary: String {
    let lines = steps.filter { !$0.isAboutData && !$0.isComment }.flatMap { $0.text.split(whereSeparator: \.isNewline) }
    return lines.map { String($0.drop(while: \.isWhitespace)) }.joined(separator: " ")
  }
}
