import Glibc
import Language

/// Where a shell's statements come from.
protocol StatementReader: AnyObject {
  /// Waits for the next statement, which may have several lines.
  func next() -> ReadStatement
}

/// What waiting for a statement gave.
enum ReadStatement: Equatable {
  /// A statement, or several, as typed.
  case text(String)
  /// Ctrl-C.
  case interrupted
  /// A statement that does not end within the largest size.
  case tooLarge
  /// Nothing more will come.
  case end
}

/// Reads statements from a pipe or file: no prompt, no editing, no history.
final class PlainReader: StatementReader {
  private let descriptor: Int32
  private var bytes: [UInt8] = []
  /// Where the bytes begin that were not taken yet, and how far these are known to hold no end of a line.
  private var start = 0
  private var searched = 0
  private var hasEnded = false
  /// The bytes of one statement, as of a whole script.
  private static let most = StandardStreams.mostInput

  /// A reader of what comes in through `descriptor`.
  init(descriptor: Int32) { self.descriptor = descriptor }

  func next() -> ReadStatement {
    var text: String?, brackets = OpenBrackets()
    while true {
      if Interrupts.isRequested { return .interrupted }
      if (text?.utf8.count ?? 0) + bytes.count - start > Self.most { return .tooLarge }
      if let line = takeLine() {
        brackets.read(line)
        text = text.map { $0 + "\n" + line } ?? line
        if let text, !brackets.areOpen { return .text(text) }
      } else if hasEnded {
        return text.map { .text($0) } ?? .end
      } else {
        receive()
      }
    }
  }

  private func takeLine() -> String? {
    let rest = bytes[max(start, searched)...], end = rest.firstIndex(of: UInt8(ascii: "\n"))
    searched = bytes.count
    guard let end = end ?? (hasEnded && start < bytes.count ? bytes.endIndex : nil) else { return nil }
    let line = String(decoding: bytes[start..<end], as: UTF8.self)
    start = min(end + 1, bytes.count)
    searched = start
    return line
  }

  private func receive() {
    guard PendingSignals.waitForInput(on: descriptor) == .input else { return }
    bytes.removeFirst(start)
    searched -= start
    start = 0
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    let count = read(descriptor, &chunk, chunk.count)
    if count > 0 { bytes += chunk[..<count] } else if count == 0 || errno != EINTR { hasEnded = true }
  }
}

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
