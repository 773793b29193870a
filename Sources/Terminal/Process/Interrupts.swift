import Glibc

/// Ctrl-C as a request that running work looks at, never as the end of the program.
public enum Interrupts {
  /// From now on SIGINT only sets `isRequested`, and a write to a closed pipe is an error in place of a signal.
  public static func install() {
    PendingSignals.watch(SIGINT)
    signal(SIGPIPE, SIG_IGN)
  }

  /// Whether Ctrl-C was pressed since `clear` was last called; cheap enough to ask in every batch, on any thread.
  public static var isRequested: Bool { PendingSignals.contains(SIGINT) }

  /// Forgets a request that was answered.
  public static func clear() { PendingSignals.take(SIGINT) }
}
