import Glibc
import Language

/// Reads statements from a pipe or file: no prompt, no editing, no history.
final class PlainReader: StatementReader {
  private let descriptor: Int32
  private var bytes: [UInt8] = []
  private var hasEnded = false

  /// A reader of what comes in through `descriptor`.
  init(descriptor: Int32) { self.descriptor = descriptor }

  func next() -> ReadStatement {
    var text: String?
    while true {
      if Interrupts.isRequested { return .interrupted }
      if let line = takeLine() {
        text = text.map { $0 + "\n" + line } ?? line
        if let text, !Parser.isIncomplete(text) { return .text(text) }
      } else if hasEnded {
        return text.map { .text($0) } ?? .end
      } else {
        receive()
      }
    }
  }

  private func takeLine() -> String? {
    guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")) ?? (hasEnded && !bytes.isEmpty ? bytes.endIndex : nil)
    else { return nil }
    let line = String(decoding: bytes[..<end], as: UTF8.self)
    bytes.removeFirst(min(end + 1, bytes.count))
    return line
  }

  private func receive() {
    guard PendingSignals.waitForInput(on: descriptor) == .input else { return }
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    let count = read(descriptor, &chunk, chunk.count)
    if count > 0 { bytes += chunk[..<count] } else if count == 0 || errno != EINTR { hasEnded = true }
  }
}
