import Glibc

/// Ctrl-C as a request that running work looks at, never as the end of the program.
public enum Interrupts {
  /// From now on SIGINT only sets `isRequested`, and a write to a closed pipe is an error in place of a signal.
  public static func install() {
    PendingSignals.watch(SIGINT)
    PendingSignals.unblock(endings)
    signal(SIGPIPE, SIG_IGN)
  }

  /// Whether Ctrl-C was pressed since `clear` was last called, or the program is to end, or the sweep that it runs for is
  /// no more; cheap enough to ask in every
  /// batch, on any thread.
  public static var isRequested: Bool {
    PendingSignals.contains(SIGINT) || PendingSignals.contains(SIGTERM) || PendingSignals.contains(SIGHUP)
      || ParentProcess.isGone
  }

  /// Requests to end the program: from the system, or because the terminal was closed.
  private static let endings = [SIGTERM, SIGHUP]

  /// Does `work`, which looks at `isRequested`; a request to end the program meanwhile, if it is the first, waits for the
  /// end of it, so that training can be saved.
  public static func delayingEnd(_ work: () -> Void) {
    endings.forEach(PendingSignals.watch)
    work()
    endings.forEach(PendingSignals.unwatch)
    for signal in endings where PendingSignals.take(signal) { raise(signal) }
  }

  /// Forgets a request that was answered.
  public static func clear() { PendingSignals.take(SIGINT) }
}
