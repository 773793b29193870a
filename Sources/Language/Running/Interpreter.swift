/// Runs programs: keeps the variables and definitions, and hands commands to a host.
public final class Interpreter {
  /// Whether the user asked to stop; looked at between statements.
  public var isInterrupted: () -> Bool = { false }

  /// The variables in the order they were first set.
  public private(set) var variables: [(name: String, value: Value)] = []

  /// What performs the commands.
  public let host: any CommandHost

  /// Creates an interpreter without variables.
  public init(host: any CommandHost) {
    self.host = host
  }

  /// Checks a program as a whole, then runs it. `report` gets each statement that gave something, with its value.
  ///
  /// Throws `Diagnostics` before anything has run, `Diagnostic` while running, `Quit` or `Interrupted`, and whatever
  /// `report` throws.
  public func run(
    _ program: Program, source: SourceText, report: (Statement, Value) throws -> Void
  ) throws {}
}
