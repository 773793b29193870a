/// Finds the known name that a mistyped one most likely stands for.
public enum NearestName {
  /// The name in `known` nearest to `name`, or nil if none is near. Ties go to a shared beginning, then to order.
  public static func of(_ name: String, in known: [String]) -> String? {
    let word = Array(name.lowercased().prefix(64))
    guard !word.isEmpty else { return nil }
    var best: (name: String, score: Int)?
    for candidate in known {
      let other = Array(candidate.lowercased())
      guard let score = score(word, other), score < best?.score ?? .max else { continue }
      best = (candidate, score)
    }
    return best?.name
  }

  /// Lower is nearer; nil if the two are too far apart to be the same word mistyped.
  private static func score(_ word: [Character], _ other: [Character]) -> Int? {
    guard other.count <= 64 else { return nil }
    let edits = distance(word, other)
    let shared = zip(word, other).prefix { $0 == $1 }.count
    let isPrefix = word.count >= 2 && shared == word.count
    guard isPrefix || edits <= max(1, min(word.count, other.count) / 3) && edits < word.count else { return nil }
    return (isPrefix ? min(edits, 1) : edits) * 100 - min(shared, 99)
  }

  /// Damerau–Levenshtein distance (optimal string alignment): insertions, deletions, substitutions and swaps of
  /// neighbors that turn one into the other.
  static func distance(_ a: [Character], _ b: [Character]) -> Int {
    var beforeLast = [Int](), last = Array(0...b.count)
    for i in 0..<a.count {
      var row = [i + 1]
      for j in 0..<b.count {
        var cost = min(last[j] + (a[i] == b[j] ? 0 : 1), last[j + 1] + 1, row[j] + 1)
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, beforeLast[j - 1] + 1) }
        row.append(cost)
      }
      (beforeLast, last) = (last, row)
    }
    return last[b.count]
  }
}

/// The one place where British spellings become the ones the language uses.
enum Spelling {
  private static let american = [
    "colour": "color", "colours": "colors", "grey": "gray", "centre": "center", "labelled": "labeled",
    "normalise": "normalize", "optimiser": "optimizer",
  ]

  /// The word as the language spells it.
  static func canonical(_ word: String) -> String { american[word] ?? word }
}

extension Diagnostic {
  /// The error for a name that is not known: says which are (`plural: a, b, c`) and which is nearest.
  static func unknown(
    _ what: String, _ name: Name, in source: SourceText, known: [String], plural: String, hint: String? = nil,
    isSyntax: Bool = true
  ) -> Diagnostic {
    Diagnostic(
      "unknown \(what) '\(name.text.shortened)'", in: source, at: name.range, notes: listing(plural, known), hint: hint,
      suggestion: NearestName.of(name.text, in: known), isSyntax: isSyntax)
  }

  /// One line that lists names, cut if they are many.
  static func listing(_ plural: String, _ known: [String]) -> [String] {
    let most = 16
    guard !known.isEmpty else { return [] }
    return ["\(plural): " + known.prefix(most).joined(separator: ", ") + (known.count > most ? ", …" : "")]
  }
}

extension String {
  /// The text, cut if it is too long for a part of a message.
  var shortened: String { shortened(to: 60) }

  /// The text, cut if it has more characters than `most`.
  func shortened(to most: Int) -> String {
    dropFirst(most).isEmpty ? self : prefix(most) + "…"
  }
}
