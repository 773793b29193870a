/// Tells one state of a session from another: equal ones have every command do the same.
struct SessionMark: Sendable, Equatable {
  /// The host's own mark.
  var host: String
  /// How often a variable or definition was changed.
  var changes: Int
}
