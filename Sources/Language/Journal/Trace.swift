/// What a statement at the top did, step by step: what runs it again where the statement itself would not do the same.
struct Trace {
  /// Beyond so many steps nothing is noted any more.
  private static let mostLines = 10_000

  /// The level of the interpreter around the statement.
  let level: Int
  /// Whether the statement, run again, does the same: it does not depend on time, nor on when it was interrupted.
  var isRegular = true
  /// Whether a value from outside stood for the statement's own.
  private(set) var isPassedOver = false
  /// What runs the statements of the script again that the statement sources.
  var sourced: [JournalStep] = []
  private(set) var lines: [String] = []
  /// The values that the statement showed.
  private(set) var shown: [Value] = []

  /// A value from outside stood for that of a `let`, at the top or within the statement there.
  mutating func passOver(at level: Int) {
    if level == self.level + 1 { isPassedOver = true } else { isRegular = false }
  }

  /// Notes a step.
  mutating func note(_ line: @autoclosure () -> String?) {
    guard lines.count <= Self.mostLines, let line = line() else { return }
    lines.append(lines.count < Self.mostLines ? line : "# the steps after these were too many to be kept")
  }

  /// Keeps a value that was shown.
  mutating func keep(_ values: [Value]) { shown += values.prefix(max(0, Self.mostLines - shown.count)) }

  /// The value of the last step, where that is a command, was given a name.
  mutating func nameLast(_ name: String) {
    guard let last = lines.indices.last, !["#", "print ", "let ", "define "].contains(where: lines[last].hasPrefix)
    else { return }
    lines[last] = "let \(name) = " + lines[last]
  }
}
