import Glibc

/// Ctrl-C, and requests to end the program, as what running work looks at: the program itself ends only after it has
/// saved what would be lost.
public enum Interrupts {
  /// From now on SIGINT, SIGTERM and SIGHUP only set `isRequested`, SIGUSR1 asks for a save, and a write to a closed pipe
  /// or beyond the size that files may have is an error in place of a signal.
  public static func install() {
    PendingSignals.watch(SIGINT)
    PendingSignals.watch(SIGUSR1)
    endings.forEach(PendingSignals.watch)
    PendingSignals.endAfterGrace(of: endings)
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
  }

  /// Whether Ctrl-C was pressed since `clear` was last called, or the program is to end, or the sweep that it runs for is
  /// no more; cheap enough to ask in every batch, on any thread.
  public static var isRequested: Bool { PendingSignals.contains(SIGINT) || isEnding || ParentProcess.isGone }

  /// Whether the program is to end: the system says so, or the terminal was closed.
  public static var isEnding: Bool { endings.contains(where: PendingSignals.contains) }

  private static let endings = [SIGTERM, SIGHUP]

  /// Does `work`, which looks at `isRequested` but may take its time, as a step of training does: nothing ends the program
  /// meanwhile, so that training can be saved.
  public static func delayingEnd(_ work: () -> Void) {
    PendingSignals.isPatient = true
    work()
    PendingSignals.isPatient = false
  }

  /// Ends the program by the signal that asked for it, if one did, after `saving`.
  public static func endIfRequested(saving: () -> Void) {
    guard let ending = endings.first(where: PendingSignals.contains) else { return }
    PendingSignals.isPatient = true
    saving()
    signal(ending, SIG_DFL)
    raise(ending)
  }

  /// Whether somebody asked by SIGUSR1 to save what runs; asks once for each time.
  public static func takeSaveRequest() -> Bool {
    PendingSignals.contains(SIGUSR1) && PendingSignals.take(SIGUSR1)
  }

  /// Forgets a request that was answered.
  public static func clear() { PendingSignals.take(SIGINT) }
}
