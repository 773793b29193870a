import Notebook

/// A heading of a page, and the name that links lead to it by.
struct Heading {
  let level: Int
  let text: String
  let id: String
}

/// Names for headings, as code hosts make them, each different.
struct Slugs {
  private var names = DistinctNames(numberedFrom: 1)

  mutating func next(for text: String) -> String {
    let letters = text.lowercased().compactMap { character -> Character? in
      if character.isWhitespace { return "-" }
      return character.isLetter || character.isNumber || "-_".contains(character) ? character : nil
    }
    return names.next(letters.isEmpty ? "section" : String(letters))
  }
}
