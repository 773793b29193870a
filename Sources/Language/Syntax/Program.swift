/// A whole source text, parsed.
public struct Program: Sendable, Equatable {
  /// Its statements in order.
  public var statements: Block
  /// The comments after the last of them.
  public internal(set) var commentsAfter: [String] = []

  /// Creates a program.
  public init(_ statements: Block) {
    self.statements = statements
  }

  /// Compares what the statements say.
  public static func == (left: Program, right: Program) -> Bool { left.statements == right.statements }
}
