/// A command as written: its verb, its arguments, and where its result goes.
public struct Command: Sendable, Equatable {
  /// The first word.
  public var verb: Name
  /// Everything after it.
  public var arguments: [Argument]
  /// The path after `>`.
  public var output: ArgumentValue?
  /// What `sweep` repeats; nil for every other command.
  public var sweep: Sweep?

  /// Creates a command.
  public init(verb: Name, arguments: [Argument] = [], output: ArgumentValue? = nil) {
    self.verb = verb
    self.arguments = arguments
    self.output = output
  }

  /// Where it is.
  public var range: SourceRange {
    (arguments.map(\.range) + (output.map { [$0.range] } ?? [])).reduce(verb.range) { $0.joined($1) }
  }
}
