/// Places in a text, which Jupyter counts in code points and the language in bytes of UTF-8.
struct CodePoints {
  private let text: String

  init(_ text: String) { self.text = text }

  /// The place in bytes of one in code points, within the text.
  func bytes(_ place: Int) -> Int {
    let scalars = text.unicodeScalars
    let index = scalars.index(scalars.startIndex, offsetBy: max(0, place), limitedBy: scalars.endIndex)
    return text.utf8.distance(from: text.startIndex, to: index ?? text.endIndex)
  }

  /// The place in code points of one in bytes.
  func points(_ place: Int) -> Int { String(decoding: text.utf8.prefix(place), as: UTF8.self).unicodeScalars.count }
}
