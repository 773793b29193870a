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
