/// How a command's progress is shown.
public enum ProgressForm: String, Sendable, CaseIterable {
  /// One line that is drawn again and again on a terminal, a line at each milestone elsewhere.
  case auto
  /// A line at each milestone, with the time of day and the time left.
  case plain
  /// A line of JSON at each milestone, and at most one a second between them.
  case json
}
