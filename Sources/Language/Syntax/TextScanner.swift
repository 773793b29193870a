/// Finds where a text literal ends without building it.
struct TextScanner {
  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The offset after the quote that closes the text whose content begins at `start`, or the end of the line where it is
  /// not closed. Quotes and parentheses inside `\(…)` are counted.
  func end(from start: Int) -> Int { scan(from: start).end }

  /// The end as above, and whether the text is closed.
  func scan(from start: Int) -> (end: Int, isClosed: Bool) {
    /// For each text that is open, how many parentheses are open inside its current `\(…)`.
    var open = [0]
    var offset = start
    while offset < bytes.count, bytes[offset] != UInt8(ascii: "\n") {
      let byte = bytes[offset]
      let depth = open[open.count - 1]
      offset += 1
      if depth == 0 {
        if byte == UInt8(ascii: "\"") {
          open.removeLast()
          if open.isEmpty { return (offset, true) }
        } else if byte == UInt8(ascii: "\\"), offset < bytes.count, bytes[offset] != UInt8(ascii: "\n") {
          if bytes[offset] == UInt8(ascii: "(") { open[open.count - 1] = 1 }
          offset += 1
        }
      } else {
        switch byte {
        case UInt8(ascii: "("): open[open.count - 1] += 1
        case UInt8(ascii: ")"): open[open.count - 1] -= 1
        case UInt8(ascii: "\""): open.append(0)
        default: break
        }
      }
    }
    return (offset, false)
  }
}
