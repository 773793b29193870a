extension StringProtocol {
  /// How many columns of a terminal the text takes.
  package var columns: Int { reduce(0) { $0 + $1.columns } }

  /// The text filled up with blanks on the right to `count` columns.
  package func padded(to count: Int) -> String { self + blanks(Swift.max(0, count - columns)) }

  /// The text filled up with blanks on the left to `count` columns.
  package func indented(to count: Int) -> String { blanks(Swift.max(0, count - columns)) + self }

  /// The text, or as much of it as fits `count` columns together with `ellipsis`.
  package func cut(to count: Int?, ellipsis: String) -> String {
    guard let count, columns > count else { return String(self) }
    var room = count - ellipsis.columns
    guard room > 0 else { return String(ellipsis.prefix(Swift.max(0, count))) }
    let kept = prefix {
      room -= $0.columns
      return room >= 0
    }
    return kept + ellipsis
  }
}

/// `count` blanks.
package func blanks(_ count: Int) -> String { String(repeating: " ", count: count) }

extension Character {
  /// East Asian wide letters and pictures take two columns, all others one.
  fileprivate var columns: Int {
    guard let first = unicodeScalars.first, first.value >= 0x1100 else { return 1 }
    return first.properties.isEmojiPresentation || Self.wide.contains { $0.contains(first.value) } ? 2 : 1
  }

  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
    0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD,
  ]
}
