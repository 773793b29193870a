import Glibc

/// What a terminal shows of the keys that are typed.
enum TerminalEcho {
  /// Does `work` while the terminal at `descriptor` does not show keys: they would stand among progress and results. They
  /// wait for the next prompt, which shows them.
  static func off<Result>(_ descriptor: Int32, while work: () throws -> Result) rethrows -> Result {
    var before = termios()
    guard tcgetattr(descriptor, &before) == 0 else { return try work() }
    var silent = before
    silent.c_lflag &= ~tcflag_t(ECHO)
    tcsetattr(descriptor, TCSANOW, &silent)
    defer { tcsetattr(descriptor, TCSANOW, &before) }
    return try work()
  }
}
