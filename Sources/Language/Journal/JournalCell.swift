/// Statements that do again what was done, and the values they showed.
public struct JournalCell: Sendable {
  /// The statements, a line or more each.
  public internal(set) var lines: [String] = []
  /// The values.
  public internal(set) var shown: [Value] = []
}
