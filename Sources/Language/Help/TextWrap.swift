/// Text in lines of at most a width.
struct TextWrap {
  /// The most characters of a line; a longer word stands alone in its own.
  let width: Int

  /// Words in lines: the first behind `indent` blanks, the others behind `hanging`.
  func lines(_ words: [String], indent: Int, hanging: Int) -> [String] {
    var lines = [String](), line = blanks(indent), isEmpty = true
    for word in words {
      if !isEmpty, line.count + 1 + word.count > width {
        lines.append(line)
        (line, isEmpty) = (blanks(hanging), true)
      }
      line += (isEmpty ? "" : " ") + word
      isEmpty = false
    }
    return lines + [line]
  }

  /// A paragraph behind `indent` blanks.
  func paragraph(_ text: String, indent: Int = 0) -> String {
    lines(text.split(separator: " ").map(String.init), indent: indent, hanging: indent).joined(separator: "\n")
  }

  /// Lines of a term and its explanation, the explanations below one another; where little room is left beside the terms,
  /// below the terms.
  func columns(_ rows: [(String, String)], indent: Int = 2) -> String {
    let longest = rows.map(\.0.count).max() ?? 0
    let isBeside = indent + longest + 2 + 20 <= width
    let place = isBeside ? indent + longest + 2 : indent + 4
    return rows.flatMap { term, explanation in
      var explained = lines(explanation.split(separator: " ").map(String.init), indent: place, hanging: place)
      if explanation.isEmpty { return [blanks(indent) + term] }
      if term.isEmpty { return explained }
      guard isBeside else { return [blanks(indent) + term] + explained }
      explained[0] = blanks(indent) + term + explained[0].dropFirst(indent + term.count)
      return explained
    }.joined(separator: "\n")
  }

  private func blanks(_ count: Int) -> String { String(repeating: " ", count: count) }
}
