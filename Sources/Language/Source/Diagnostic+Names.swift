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

  /// One line that lists names, cut where they are many.
  static func listing(_ plural: String, _ known: [String]) -> [String] {
    let most = 16
    guard !known.isEmpty else { return [] }
    return ["\(plural): " + known.prefix(most).joined(separator: ", ") + (known.count > most ? ", …" : "")]
  }
}

extension String {
  /// The text, cut where it is too long for a part of a message.
  var shortened: String { shortened(to: 60) }

  /// The text, cut where it has more characters than `most`.
  func shortened(to most: Int) -> String {
    dropFirst(most).isEmpty ? self : prefix(most) + "…"
  }
}
