/// A whole source text, parsed.
public struct Program: Sendable, Equatable {
  /// Its statements in order.
  public var statements: Block

  /// Creates a program.
  public init(_ statements: Block) {
    self.statements = statements
  }
}
