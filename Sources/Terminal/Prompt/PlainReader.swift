import Glibc
import Language

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
