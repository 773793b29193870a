/// Thrown between statements when the user interrupted the program.
public struct Interrupted: Error, Sendable, Equatable {
  /// Creates it.
  public init() {}
}
