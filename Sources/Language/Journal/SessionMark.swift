/// Tells one state of a session from another: equal ones have every command do the same.
struct SessionMark: Sendable, Equatable {
  /// The host's own mark, hashed: every cell keeps two of these.
  private let host: Int
  /// How often a variable or definition was changed.
  private let changes: Int

  init(host: String, changes: Int) {
    self.host = host.hashValue
    self.changes = changes
  }
}
