/// What a statement at the top did, step by step: what runs it again where the statement itself would not do the same.
struct Trace {
  /// Beyond so many steps nothing is noted any more.
  private static let mostLines = 10_000

  /// The level of the interpreter around the statement.
  let level: Int
  /// Whether the statement, run again, does the same: it does not depend on time, nor on when it was interrupted.
  var isRegular = true
  /// Whether a value from outside stood for the statement's own.
  var isPassedOver = false
  /// What runs the statements of the script again that the statement sources.
  var sourced: [JournalStep] = []
  private(set) var lines: [String] = []
  private var isFull = false
  /// The values that the statement showed.
  private(set) var shown = ShownValues()

  /// Follows a statement with this level around it.
  init(level: Int) { self.level = level }

  /// Notes a step.
  mutating func note(_ line: @autoclosure () -> String?) {
    guard !isFull, let line = line() else { return }
    isFull = lines.count >= Self.mostLines
    lines.append(isFull ? "# the steps after these were too many to be kept" : line)
  }

  /// Begins a turn of a loop, as a loop of one turn; false when nothing is noted any more.
  mutating func openTurn(_ line: String) -> Bool {
    guard lines.count < Self.mostLines else { return false }
    lines.append(line)
    return true
  }

  /// Ends the turn begun last.
  mutating func closeTurn() { lines.append("}") }

  /// Keeps values that were shown, as far as there is room for them.
  mutating func keep(_ values: [Value]) { shown.add(values) }

  /// The value of the last step, if that is a command, was given a name.
  mutating func nameLast(_ name: String) {
    let others = ["#", "print ", "let ", "define ", "for ", "}"]
    guard let last = lines.indices.last, !others.contains(where: lines[last].hasPrefix)
    else { return }
    lines[last] = "let \(name) = " + lines[last]
  }
}

extension Execution {
  /// Notes a command that was performed, as a statement of its own.
  func note(_ call: Call, _ replay: Replay, succeeded: Bool = true) {
    guard interpreter.trace != nil else { return }
    var again: Call? = call
    if case .by(let other) = replay {
      again = other
      again?.output = call.output
    }
    if succeeded, again?.arguments != call.arguments { interpreter.trace?.isRegular = false }
    interpreter.trace?.note(again.map { $0.statement ?? "# \(call.text.singleLine)" })
  }

  /// Notes a variable that was set outside of definitions.
  func noteSet(_ name: String) {
    guard interpreter.locals.isEmpty else { return }
    interpreter.trace?.note(interpreter.value(of: name)?.literal.map { "let \(name) = \($0)" })
  }

  /// Notes that a turn of a loop begins, outside of definitions; false when that is not noted.
  func noteTurn(_ name: String, _ value: Value) -> Bool {
    guard interpreter.locals.isEmpty, let literal = value.literal else { return false }
    return interpreter.trace?.openTurn("for \(name) in [\(literal)] {") ?? false
  }

  /// Notes that a command's value was given a name outside of definitions.
  func noteNamed(_ name: String, _ value: Value) {
    guard interpreter.locals.isEmpty else { return }
    if value.literal == nil { interpreter.trace?.nameLast(name) } else { noteSet(name) }
  }

  /// Notes a statement that shows a value.
  func noteShown(_ statement: Statement, _ value: Value) {
    interpreter.trace?.note(
      interpreter.locals.isEmpty ? interpreter.line(statement) : value.literal.map { "print \($0)" })
  }
}

extension String {
  /// The text without line breaks.
  fileprivate var singleLine: String { String(map { $0.isNewline ? " " : $0 }) }
}
