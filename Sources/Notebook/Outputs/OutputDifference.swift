import Language

/// Where an output differs from the one that a notebook stores.
public struct OutputDifference: Sendable, Equatable {
  /// What is different.
  public let message: String
  /// The place in the notebook, as an offset in bytes.
  public let offset: Int

  /// The first difference of a cell's new output from its stored one; nil if they agree. `start` is the cell's offset.
  ///
  /// Numbers agree where they differ by at most `tolerance` times the larger one, or times 1; any two agree in a cell that
  /// varies.
  public init?(of cell: Cell, at start: Int, now output: CellOutput?, tolerance: Double) {
    let comparison = NumberComparison(tolerance: cell.varies ? .infinity : tolerance)
    switch (cell.output, output) {
    case (nil, nil): return nil
    case (nil, _?): (message, offset) = ("the cell gives an output, and none is stored", start)
    case (_?, nil): (message, offset) = ("an output is stored, and the cell gives none", start)
    case (let stored?, let now?):
      guard !cell.isStale else {
        let wasStale = stored.hash == Marker.stale
        message =
          wasStale ? "the output was stale when it was stored" : "the cell was changed after its output was stored"
        offset = start
        return
      }
      guard let found = Self.firstDifference(stored.content, now.content, comparison) else { return nil }
      (message, offset) = (found.message, start + cell.contentOffset + found.offset)
    }
  }

  private static func firstDifference(
    _ stored: [UInt8], _ now: [UInt8], _ comparison: NumberComparison
  ) -> (message: String, offset: Int)? {
    let old = lines(stored), new = lines(now)
    for place in 0..<max(old.count, new.count) {
      guard place < old.count else { return ("new here: \(new[place].text)", stored.count) }
      guard place < new.count else { return ("gone: \(old[place].text)", old[place].offset) }
      if !comparison.agree(old[place].text, new[place].text) {
        return ("stored: \(old[place].text)\n  now:    \(new[place].text)", old[place].offset)
      }
    }
    return nil
  }

  /// The lines that are not blank, with their offsets. Where a figure's points are is no part of what it shows.
  private static func lines(_ bytes: [UInt8]) -> [(text: String, offset: Int)] {
    let lines = bytes.split(separator: UInt8(ascii: "\n"))
    return lines.filter { !$0.allSatisfy(\.isBlank) && Marker.points(in: $0) == nil }.map {
      (String(decoding: $0.trimmed, as: UTF8.self).escapingControls, $0.startIndex)
    }
  }
}

/// Compares texts word by word, numbers within a tolerance.
struct NumberComparison {
  /// The difference allowed, as a share of the larger number or of 1.
  let tolerance: Double

  /// Whether two texts have the same words, and numbers that agree, whatever the blanks and rules between them.
  func agree(_ left: String, _ right: String) -> Bool {
    let left = Self.pieces(left), right = Self.pieces(right)
    return left.count == right.count && zip(left, right).allSatisfy { agree($0, $1) }
  }

  private func agree(_ left: Substring, _ right: Substring) -> Bool {
    if left == right { return true }
    guard let left = Double(left), let right = Double(right) else { return false }
    return abs(left - right) <= tolerance * max(1, abs(left), abs(right))
  }

  /// Words and numbers: split at blanks and at the signs that lists, records and rules are written with.
  private static func pieces(_ text: String) -> [Substring] {
    text.split { $0.isWhitespace || "[](),:─".contains($0) }
  }
}
