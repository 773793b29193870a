/// The one place where British spellings become the ones the language uses.
enum Spelling {
  private static let american = [
    "colour": "color", "colours": "colors", "grey": "gray", "centre": "center", "labelled": "labeled",
    "normalise": "normalize", "optimiser": "optimizer",
  ]

  /// The word as the language spells it.
  static func canonical(_ word: String) -> String { american[word] ?? word }
}
