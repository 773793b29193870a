import Glibc
import Synchronization

/// The signals that arrived and have not been dealt with yet.
///
/// A handler sets one bit and wakes whoever waits in `waitForInput`; everything else happens outside of it. The wake-up
/// goes through a descriptor because the kernel may hand a signal to any thread, not only to the one that waits.
enum PendingSignals {
  private static let bits = Atomic<UInt64>(0)
  private static let patience = Atomic<Bool>(false)
  private static let endings = Atomic<UInt64>(0)
  /// How long work that does not look at signals may go on when the program is to end.
  private static let graceInSeconds: UInt32 = 5
  private static let wakeUp: (reading: Int32, writing: Int32) = {
    var ends: [Int32] = [-1, -1]
    pipe(&ends)
    for end in ends {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
    return (ends[0], ends[1])
  }()

  /// What ended a wait; a signal counts before input.
  enum Event {
    case input, signal
  }

  /// Starts to note `signal`, unless the program was started with it ignored (as `nohup` does).
  static func watch(_ signal: Int32) {
    var previous = sigaction()
    sigaction(signal, nil, &previous)
    guard unsafeBitCast(previous.__sigaction_handler.sa_handler, to: Int.self) != 1 else { return }
    _ = bits.load(ordering: .relaxed)
    _ = wakeUp
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { PendingSignals.note($0) }
    action.sa_flags = SA_RESTART
    sigaction(signal, &action, nil)
    unblock([signal])
  }

  /// Lets signals arrive. Programs that start others from a pool of threads, as Foundation does, may leave them blocked.
  static func unblock(_ signals: [Int32]) {
    var unblocked = sigset_t()
    sigemptyset(&unblocked)
    for signal in signals { sigaddset(&unblocked, signal) }
    pthread_sigmask(SIG_UNBLOCK, &unblocked, nil)
  }

  /// Gives `signal` its default action again.
  static func unwatch(_ signal: Int32) {
    var previous = sigaction()
    sigaction(signal, nil, &previous)
    guard unsafeBitCast(previous.__sigaction_handler.sa_handler, to: Int.self) != 1 else { return }
    Glibc.signal(signal, SIG_DFL)
  }

  /// Whether the work under way has as long as it takes when the program is to end.
  static var isPatient: Bool {
    get { patience.load(ordering: .sequentiallyConsistent) }
    set {
      patience.store(newValue, ordering: .sequentiallyConsistent)
      let isEnding = bits.load(ordering: .sequentiallyConsistent) & endings.load(ordering: .sequentiallyConsistent) != 0
      alarm(!newValue && isEnding ? graceInSeconds : 0)
    }
  }

  /// From now on ends the program some seconds after one of `signals`, unless it did so itself.
  static func endAfterGrace(of signals: [Int32]) {
    endings.store(signals.reduce(0) { $0 | 1 << UInt64($1) }, ordering: .sequentiallyConsistent)
    Glibc.signal(SIGALRM) { _ in
      let ending = PendingSignals.contains(SIGTERM) ? SIGTERM : SIGHUP
      Glibc.signal(ending, SIG_DFL)
      raise(ending)
    }
    unblock([SIGALRM])
  }

  /// Notes that `signal` arrived; safe inside a signal handler.
  static func note(_ signal: Int32) {
    let savedError = errno
    let before = bits.bitwiseOr(1 << UInt64(signal), ordering: .sequentiallyConsistent).oldValue
    // Who asks twice for the end does not want to wait.
    if signal == SIGTERM, before & 1 << UInt64(signal) != 0 {
      Glibc.signal(signal, SIG_DFL)
      raise(signal)
    }
    let isEnding = endings.load(ordering: .sequentiallyConsistent) & 1 << UInt64(signal) != 0
    if isEnding, !patience.load(ordering: .sequentiallyConsistent) { alarm(graceInSeconds) }
    var byte: UInt8 = 0
    _ = write(wakeUp.writing, &byte, 1)
    errno = savedError
  }

  /// Whether `signal` arrived since it was last taken.
  static func contains(_ signal: Int32) -> Bool {
    bits.load(ordering: .sequentiallyConsistent) & (1 << UInt64(signal)) != 0
  }

  /// Forgets `signal`; true when it had arrived.
  @discardableResult
  static func take(_ signal: Int32) -> Bool {
    let mask: UInt64 = 1 << UInt64(signal)
    return bits.bitwiseAnd(~mask, ordering: .sequentiallyConsistent).oldValue & mask != 0
  }

  /// Sleeps until `descriptor` can be read (or has ended) or a watched signal arrives.
  static func waitForInput(on descriptor: Int32) -> Event {
    var polled = [
      pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: wakeUp.reading, events: Int16(POLLIN), revents: 0),
    ]
    while poll(&polled, 2, -1) < 0, errno == EINTR {}
    guard polled[1].revents != 0 else { return .input }
    var bytes = [UInt8](repeating: 0, count: 64)
    _ = read(wakeUp.reading, &bytes, bytes.count)
    return .signal
  }
}
