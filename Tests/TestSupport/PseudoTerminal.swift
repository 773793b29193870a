import Glibc

/// A terminal without a screen: whoever holds it types keys and looks at what a program shows.
public final class PseudoTerminal {
  /// A system call failed, or what was waited for did not appear; says what was there instead.
  public struct Failure: Error, CustomStringConvertible {
    /// What went wrong.
    public let description: String
  }

  /// The descriptor a program in this process can use as its terminal.
  public let device: Int32
  /// The screen as it is after everything received so far.
  public private(set) var screen: TerminalScreen
  /// Every byte received so far, escape sequences included.
  public private(set) var received: [UInt8] = []
  /// Linux's requests behind `unlockpt` and `ptsname`, which Swift does not see.
  private static let (setLock, getNumber): (UInt, UInt) = (0x4004_5431, 0x8004_5430)
  private let controller: Int32
  private let devicePath: String
  private var child: pid_t?

  /// Opens a terminal of `columns` by `rows`.
  public init(columns: Int = 80, rows: Int = 24) throws {
    controller = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    var (number, isLocked): (Int32, Int32) = (0, 0)
    guard ioctl(controller, Self.setLock, &isLocked) == 0, ioctl(controller, Self.getNumber, &number) == 0 else {
      throw Failure(description: "no pseudo-terminal: \(String(cString: strerror(errno)))")
    }
    devicePath = "/dev/pts/\(number)"
    device = open(devicePath, O_RDWR | O_NOCTTY | O_CLOEXEC)
    screen = TerminalScreen(columns: columns, rows: rows)
    resize(columns: columns, rows: rows)
  }

  deinit {
    if let child, kill(child, SIGKILL) == 0 { waitpid(child, nil, 0) }
    close(controller)
    close(device)
  }

  /// Gives the terminal another size; its programs get SIGWINCH.
  public func resize(columns: Int, rows: Int) {
    var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(controller, UInt(TIOCSWINSZ), &size)
  }

  /// Starts `program` with this as its controlling terminal; `environment` is all it gets.
  public func spawn(_ program: String, _ arguments: [String], environment: [String]) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, devicePath, O_RDWR, 0)
    for descriptor in 1...2 { posix_spawn_file_actions_adddup2(&actions, 0, Int32(descriptor)) }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    prepare(&attributes)
    let argv = ([program] + arguments).map { strdup($0) } + [nil]
    let envp = environment.map { strdup($0) } + [nil]
    defer { (argv + envp).forEach { free($0) } }
    var identifier = pid_t()
    let status = posix_spawn(&identifier, program, &actions, &attributes, argv, envp)
    guard status == 0 else { throw Failure(description: "\(program): \(String(cString: strerror(status)))") }
    child = identifier
  }

  /// Types `keys`, control characters as they are.
  public func type(_ keys: String) {
    let bytes = Array(keys.utf8)
    _ = write(controller, bytes, bytes.count)
  }

  /// Sends `signal` to the program.
  public func send(_ signal: Int32) {
    if let child { kill(child, signal) }
  }

  /// Takes in output until `text` is on the screen.
  public func wait(for text: String, seconds: Int = 20) throws {
    try wait(seconds: seconds, for: text.debugDescription) { $0.contains(text) }
  }

  /// Takes in output until the screen's text is as `isReached` says.
  public func wait(seconds: Int = 20, for what: String, until isReached: (String) -> Bool) throws {
    let end = time(nil) + seconds
    while !isReached(screen.text) {
      guard time(nil) < end, receive(milliseconds: 200) else {
        throw Failure(description: "\(what) did not appear; the screen shows:\n\(screen.text)")
      }
    }
  }

  /// Takes in output until the program has ended; its exit status, or 128 plus the signal that ended it.
  public func waitForExit(seconds: Int = 20) throws -> Int32 {
    guard let child else { throw Failure(description: "no program was started") }
    let end = time(nil) + seconds
    var status: Int32 = 0
    while waitpid(child, &status, WNOHANG) == 0 {
      guard time(nil) < end else { throw Failure(description: "did not end; the screen shows:\n\(screen.text)") }
      _ = receive(milliseconds: 20)
    }
    self.child = nil
    while receive(milliseconds: 0, onlyIfReady: true) {}
    return status & 0x7f == 0 ? status >> 8 & 0xff : 128 + status & 0x7f
  }

  /// False when the terminal was closed, or with `onlyIfReady` when nothing is there.
  private func receive(milliseconds: Int32, onlyIfReady: Bool = false) -> Bool {
    var polled = pollfd(fd: controller, events: Int16(POLLIN), revents: 0)
    guard poll(&polled, 1, milliseconds) > 0 else { return !onlyIfReady }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = read(controller, &bytes, bytes.count)
    guard count > 0 else { return false }
    received += bytes[..<count]
    screen.show(bytes[..<count])
    return true
  }

  /// A session of its own, so that the terminal becomes its controlling one, and every signal as at the start of a
  /// program.
  private func prepare(_ attributes: inout posix_spawnattr_t) {
    var all = sigset_t()
    sigfillset(&all)
    posix_spawnattr_setsigdefault(&attributes, &all)
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(0x80 | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
  }
}
