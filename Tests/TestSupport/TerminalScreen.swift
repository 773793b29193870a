/// What a terminal shows after the bytes it got: the sequences that readline and redrawn lines use, no colors.
public struct TerminalScreen: Sendable {
  private let columns: Int
  private let rows: Int
  private var lines: [[Character]] = [[]]
  private var row = 0
  private var column = 0
  private var kept = (row: 0, column: 0)
  private var pending: [UInt8] = []

  /// An empty screen.
  public init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
  }

  /// Everything that was shown, what scrolled off the top included, without blanks at the ends of lines except before
  /// the cursor.
  public var text: String {
    lines.indices.map { place in
      let least = place == row ? min(column, lines[place].count) : 0
      let kept = lines[place].lastIndex { $0 != " " }.map { $0 + 1 } ?? 0
      return String(lines[place][..<max(least, kept)])
    }.joined(separator: "\n")
  }

  /// Takes in output; a sequence or letter may be cut between two calls.
  public mutating func show(_ bytes: some Sequence<UInt8>) {
    pending += bytes
    while let length = nextLength() {
      let unit = Array(pending[..<length])
      pending.removeFirst(length)
      apply(unit)
    }
  }

  /// How many of the pending bytes make up the next letter or sequence; nil when it is not complete.
  private func nextLength() -> Int? {
    guard let first = pending.first else { return nil }
    if first == 0x1B { return escapeLength() }
    let length = first < 0x80 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
    return pending.count >= length ? length : nil
  }

  private func escapeLength() -> Int? {
    guard pending.count > 1 else { return nil }
    if [UInt8(ascii: "P"), UInt8(ascii: "_"), UInt8(ascii: "]")].contains(pending[1]) { return stringLength() }
    guard pending[1] == UInt8(ascii: "[") else { return 2 }
    return pending.dropFirst(2).firstIndex { (0x40...0x7E).contains($0) }.map { $0 + 1 }
  }

  /// A string for the terminal, such as a picture, up to `ESC \` or the bell; it is not shown.
  private func stringLength() -> Int? {
    let end = pending.indices.dropFirst(2).first {
      pending[$0] == 0x07 || pending[$0] == UInt8(ascii: "\\") && pending[$0 - 1] == 0x1B
    }
    return end.map { $0 + 1 }
  }

  private mutating func apply(_ unit: [UInt8]) {
    switch unit[0] {
    case 0x1B: applySequence(unit)
    case 0x08: column = max(0, column - 1)
    case 0x0A: lineFeed()
    case 0x0D: column = 0
    case 0..<0x20: break
    default: put(Character(String(decoding: unit, as: UTF8.self)))
    }
  }

  private mutating func applySequence(_ unit: [UInt8]) {
    if unit == [0x1B, UInt8(ascii: "7")] { kept = (row, column) }
    if unit == [0x1B, UInt8(ascii: "8")] { (row, column) = kept }
    guard unit.count > 2, let final = unit.last else { return }
    let parameter = Int(String(decoding: unit[2..<(unit.count - 1)], as: UTF8.self))
    let count = max(1, parameter ?? 1)
    switch Character(Unicode.Scalar(final)) {
    case "A": row = max(0, row - count)
    case "B": for _ in 0..<count { lineFeed() }
    case "C": column = min(columns - 1, column + count)
    case "D": column = max(0, column - count)
    case "G": column = count - 1
    case "K": eraseLine(parameter ?? 0)
    case "J": eraseBelow()
    case "H": (row, column) = (max(0, lines.count - rows), 0)
    case "P": lines[row].removeSubrange(min(column, lines[row].count)..<min(column + count, lines[row].count))
    case "@":
      if column < lines[row].count { lines[row].insert(contentsOf: repeatElement(" ", count: count), at: column) }
    default: break
    }
  }

  private mutating func put(_ character: Character) {
    if column >= columns {
      column = 0
      lineFeed()
    }
    while lines[row].count <= column { lines[row].append(" ") }
    lines[row][column] = character
    column += 1
  }

  private mutating func lineFeed() {
    row += 1
    if row == lines.count { lines.append([]) }
  }

  private mutating func eraseLine(_ part: Int) {
    switch part {
    case 0: lines[row].removeSubrange(min(column, lines[row].count)...)
    case 1: for place in 0..<min(column + 1, lines[row].count) { lines[row][place] = " " }
    default: lines[row] = []
    }
  }

  private mutating func eraseBelow() {
    eraseLine(0)
    lines.removeSubrange((row + 1)...)
  }
}
