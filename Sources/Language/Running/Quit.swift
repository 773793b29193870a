/// Thrown by `quit`: ends the session, successfully.
public struct Quit: Error, Sendable, Equatable {
  /// Creates it.
  public init() {}
}
