import Glibc

/// Programs in process groups of their own, which the keys of the terminal do not reach.
enum ChildProcess {
  typealias Spawn = (
    inout pid_t, inout posix_spawn_file_actions_t, inout posix_spawnattr_t, inout [UnsafeMutablePointer<CChar>?]
  ) -> Int32

  /// Starts one.
  ///
  /// - Parameters:
  ///   - arguments: its name and its arguments.
  ///   - streams: says what its standard streams are.
  ///   - spawn: the system's call for it.
  /// - Returns: the process, and the system's error, 0 if there was none.
  static func start(
    _ arguments: [String], streams: (inout posix_spawn_file_actions_t) -> Void, by spawn: Spawn
  ) -> (process: pid_t, error: Int32) {
    var actions = posix_spawn_file_actions_t(), attributes = posix_spawnattr_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    streams(&actions)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
    var words = arguments.map { strdup($0) } + [nil]
    defer { words.forEach { free($0) } }
    var process: pid_t = 0
    let error = spawn(&process, &actions, &attributes, &words)
    return (process, error)
  }
}
